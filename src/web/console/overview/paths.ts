/** Where the overview and what comes after an answer are. */
export const overviewPath = '/panel/resumen';
export const afterPath = '/panel/seguimiento';
