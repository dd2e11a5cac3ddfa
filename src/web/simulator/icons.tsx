/** The few line drawings of the phone; decoration only, so hidden from screen readers. */
const paths = {
  menu: 'M4 7h16M4 12h10M4 17h16',
  close: 'M6 6l12 12M18 6L6 18',
  attach:
    'M20 11.5l-8.2 8.2a5.2 5.2 0 0 1-7.4-7.4l8.6-8.5a3.5 3.5 0 0 1 4.9 4.9l-8.5 8.5a1.7 1.7 0 0 1-2.5-2.4l7.8-7.8',
  send: 'M4 12L20 4.5 15 20l-3.6-6.2L4 12zM11.4 13.8L20 4.5',
  voice:
    'M12 15a3.5 3.5 0 0 0 3.5-3.5v-5a3.5 3.5 0 0 0-7 0v5A3.5 3.5 0 0 0 12 15zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3',
  photo: 'M4 6h16v13H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01',
  audio:
    'M9 18V6l10-2v12M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM19 16a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
  place:
    'M12 21s-7-6.2-7-11.5a7 7 0 0 1 14 0C19 14.8 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  sticker: 'M5 4h14v9l-7 7H5zM12 20v-7h7M9 9h.01M14 9h.01',
  contact: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5a7.5 7.5 0 0 1 15 0',
} as const;
export type IconName = keyof typeof paths;

export const Icon = ({ name }: { name: IconName }) => (
  <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
);

/** The stepped Andean cross: the face of the bot. */
export const Face = () => (
  <svg class="face" viewBox="0 0 40 40" aria-hidden="true">
    <rect class="face-ground" width="40" height="40" rx="20" />
    <path
      class="face-cross"
      d="M16 8h8v4h4v4h4v8h-4v4h-4v4h-8v-4h-4v-4H8v-8h4v-4h4zM20 16.5a3.5 3.5 0 1 0 0 7 3.500 3.500 0 0 0 0-7z"
      fill-rule="evenodd"
    />
  </svg>
);
