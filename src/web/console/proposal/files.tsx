/** The files that came with a proposal. */
import { sayIn } from '../say.js';
import type { Panel, PanelProps } from './panel.js';

const Recording = ({ href, label }: { readonly href: string; readonly label: string }) => (
  // biome-ignore lint/a11y/useMediaCaption: a citizen's recording comes without a transcript
  <audio controls preload="none" src={href} aria-label={label} />
);

const Files = ({ parts, detail }: PanelProps) => {
  const say = sayIn(parts);
  if (detail.files.length === 0) return null;
  return (
    <section aria-labelledby="files-title" id="files">
      <h2 id="files-title">{say('proposal.files')}</h2>
      {detail.files.map((file) => {
        const href = `/panel/propuestas/${detail.row.code}/archivos/${file.id}`;
        if (file.state === 'pending') return <p class="soft">{say('proposal.file.pending')}</p>;
        if (file.state !== 'stored') {
          const why = say(
            `why.${(['too-big', 'expired', 'not-found', 'wrong-type', 'erased'] as const).find((name) => name === file.why) ?? 'not-found'}`,
          );
          return <p class="soft">{say('proposal.file.refused', { why })}</p>;
        }
        if (file.mime?.startsWith('image/'))
          return <img class="photo" src={href} alt={say('proposal.file.image')} loading="lazy" />;
        if (file.kind === 'voice' || file.kind === 'audio')
          return <Recording href={href} label={say('proposal.file.audio')} />;
        return (
          <p>
            <a href={href} download>
              {say('proposal.file.open')}
            </a>
          </p>
        );
      })}
    </section>
  );
};

export const filesPanel: Panel = { id: 'files', column: 'main', render: (props) => <Files {...props} /> };
