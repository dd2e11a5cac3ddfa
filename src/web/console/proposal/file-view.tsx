/** One file of a citizen: a recording to play, a picture to look at, anything else to keep. */
import { oneOf } from '../../../one-of.js';
import type { ProposalDetail } from '../../../store/proposals/proposals.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';

const whys = ['too-big', 'expired', 'not-found', 'wrong-type', 'erased'] as const;

interface RecordingProps {
  readonly href: string;
  readonly label: string;
  readonly isVideo: boolean;
}
const Recording = ({ href, label, isVideo }: RecordingProps) =>
  isVideo ? (
    // biome-ignore lint/a11y/useMediaCaption: a citizen's recording comes without captions; staff write down what is said
    <video class="photo" controls preload="none" src={href} aria-label={label} />
  ) : (
    // biome-ignore lint/a11y/useMediaCaption: a citizen's recording comes without captions; staff write down what is said
    <audio controls preload="none" src={href} aria-label={label} />
  );

interface FileViewProps {
  readonly parts: ConsoleParts;
  readonly code: string;
  readonly file: Pick<ProposalDetail['files'][number], 'id' | 'kind' | 'mime' | 'state' | 'why'>;
}
export const FileView = ({ parts, code, file }: FileViewProps) => {
  const say = sayIn(parts);
  const href = `/panel/propuestas/${code}/archivos/${file.id}`;
  if (file.state === 'pending') return <p class="soft">{say('proposal.file.pending')}</p>;
  if (file.state !== 'stored') {
    const why = say(`why.${oneOf(whys, file.why, 'not-found')}`);
    return <p class="soft">{say('proposal.file.refused', { why })}</p>;
  }
  if (file.mime?.startsWith('image/'))
    return (
      <a href={href}>
        <img class="photo" src={`${href}?mini=1`} alt={say('proposal.file.image')} loading="lazy" />
      </a>
    );
  // Platforms send voice as video/ogg too.
  if (file.kind === 'voice' || file.kind === 'audio' || file.mime?.startsWith('audio/'))
    return <Recording href={href} label={say('proposal.file.audio')} isVideo={false} />;
  if (file.mime?.startsWith('video/'))
    return <Recording href={href} label={say('proposal.file.video')} isVideo />;
  return (
    <p>
      <a href={href} download>
        {say('proposal.file.open')}
      </a>
    </p>
  );
};
