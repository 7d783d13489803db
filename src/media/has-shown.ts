/**
 * Whether what the element has now has played, tracked or not. Web components that stand in for one may not say so.
 */
export const hasShown = ({ played }: Partial<Pick<HTMLMediaElement, 'played'>>): boolean => (played?.length ?? 0) > 0;
