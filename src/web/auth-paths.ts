/** What pages must know of the sign-in library without loading it: it is a quarter of the memory of a start. */

export const authPath = '/panel/auth';
/** Set by the console for its own calls; never taken from the browser. */
export const visitorHeader = 'x-ayni-visitor';
export const minPasswordLength = 12;
