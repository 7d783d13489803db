/** What an application calls to tell of a page or a button. */
export const CALLS = { page: 'pageLoad', button: 'buttonClicked' } as const;
