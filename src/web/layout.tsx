/** The frame of every page: head, landmarks, nothing inline. */
import type { Child } from 'hono/jsx';
import type { AssetName, Assets } from './assets.js';

export interface FrameProps {
  readonly title: string;
  readonly lang: string;
  readonly skip: string;
  readonly assets: Assets;
  /** The console adds its own style and keys. */
  readonly console?: boolean;
  /** Files only this page needs. */
  readonly extra?: readonly AssetName[];
  readonly header?: Child;
  readonly footer?: Child;
  readonly children?: Child;
}

export const Frame = ({
  title,
  lang,
  skip,
  assets,
  console: isConsole = false,
  extra = [],
  header,
  footer,
  children,
}: FrameProps) => (
  <html lang={lang}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{title}</title>
      <link rel="icon" href="data:," />
      <link rel="stylesheet" href={assets.href('ayni.css')} />
      {isConsole ? <link rel="stylesheet" href={assets.href('pieces.css')} /> : null}
      {isConsole ? <link rel="stylesheet" href={assets.href('console.css')} /> : null}
      {isConsole ? <script src={assets.href('console.js')} defer /> : null}
      {extra.map((name) =>
        name.endsWith('.css') ? (
          <link rel="stylesheet" href={assets.href(name)} />
        ) : (
          <script src={assets.href(name)} defer />
        ),
      )}
    </head>
    <body>
      <a class="skip" href="#content">
        {skip}
      </a>
      {header === undefined ? null : <header class="top">{header}</header>}
      <main id="content" tabindex={-1}>
        {children}
      </main>
      {footer === undefined ? null : <footer class="bottom">{footer}</footer>}
    </body>
  </html>
);

/** The mark: two steps of an Andean cross that answer each other. */
export const Mark = () => (
  <svg class="mark" viewBox="0 0 24 24" width="28" height="28" aria-hidden="true" focusable="false">
    <path d="M2 14h4v-4h4V6h4v4h-4v4H6v4H2z" fill="currentColor" />
    <path d="M22 10h-4v4h-4v4h-4v-4h4v-4h4V6h4z" fill="currentColor" opacity=".45" />
  </svg>
);

export const page = (content: { toString(): string }): string => `<!doctype html>${content.toString()}`;
