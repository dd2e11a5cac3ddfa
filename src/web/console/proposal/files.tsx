/** The files that came with a proposal: played, looked at, written down. */
import { z } from 'zod';
import { may } from '../../../people/permissions.js';
import { sayIn } from '../say.js';
import { FileView } from './file-view.js';
import type { Panel, PanelProps } from './panel.js';
import { Seen } from './seen.js';

type File = PanelProps['detail']['files'][number];
const typed = z.record(z.string(), z.string()).catch({});

const heard = ['voice', 'audio', 'video'];

interface TranscriptProps extends PanelProps {
  readonly file: File;
}
const Transcript = (props: TranscriptProps) => {
  const { parts, detail, member, team, kept, file } = props;
  const say = sayIn(parts);
  const by = team.find(({ id }) => id === file.transcriptBy)?.name;
  const editable = may(member.role, 'proposals.note') && detail.row.state !== 'withdrawn';
  const begun = typed.parse(kept.files)[file.id];
  if (!editable)
    return file.transcript === null ? null : (
      <blockquote class="kept" lang={detail.row.locale}>
        {file.transcript}
      </blockquote>
    );
  const id = `transcript-${file.id}`;
  return (
    <form
      method="post"
      action={`/panel/propuestas/${detail.row.code}/archivos/${file.id}/transcripcion`}
      data-keep
    >
      <Seen {...props} />
      <label for={id}>{say('file.transcript')}</label>
      <textarea
        id={id}
        name="text"
        class="short"
        lang={detail.row.locale}
        maxlength={6000}
        aria-describedby={`${id}-hint`}
      >
        {begun ?? file.transcript ?? ''}
      </textarea>
      <p class="soft" id={`${id}-hint`}>
        {by ? say('file.transcriptBy', { name: by }) : say('file.transcriptHint')}
      </p>
      <button class="quiet" type="submit">
        {say('file.transcriptSave')}
      </button>
    </form>
  );
};

const Files = (props: PanelProps) => {
  const { parts, detail } = props;
  // What came with a reply stands beside the reply.
  const files = detail.files.filter(({ exchangeId }) => exchangeId === null);
  if (files.length === 0) return null;
  return (
    <section aria-labelledby="files-title" id="files">
      <h2 id="files-title">{sayIn(parts)('proposal.files')}</h2>
      {files.map((file) => (
        <div class="file">
          <FileView parts={parts} code={detail.row.code} file={file} />
          {file.state === 'stored' && heard.includes(file.kind) ? (
            <Transcript {...props} file={file} />
          ) : null}
        </div>
      ))}
    </section>
  );
};

export const filesPanel: Panel = {
  id: 'files',
  column: 'main',
  render: (props) => <Files {...props} />,
  said: ['file.transcriptSaved'],
};
