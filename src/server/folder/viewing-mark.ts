/** The mark of a recorded viewing that was taken. @param digest of its id, which may name a person */
export const viewingMark = (digest: string): string => `viewing ${digest}`;
