/** The parts of a cycle's settings, in the order staff see them, and where they are. */
export const partIds = ['names', 'areas', 'answers', 'cards', 'quiet', 'wording'] as const;
export type PartId = (typeof partIds)[number];

const paths: Readonly<Record<PartId, string>> = {
  names: 'nombres',
  areas: 'temas',
  answers: 'respuestas',
  cards: 'tarjetas',
  quiet: 'silencio',
  wording: 'textos',
};
export const partHref = (id: PartId): string => `/panel/ajustes/${paths[id]}`;
