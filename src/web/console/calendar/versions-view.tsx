/** Every publication of an entry: when, by whom, what changed, and who was told of it. */
import { changedFields } from '../../../calendar/diff.js';
import type { EntryVersion } from '../../../calendar/entry.js';
import type { Told } from './told.js';
import type { CalendarWords } from './words.js';

interface VersionsProps {
  readonly words: CalendarWords;
  readonly versions: readonly EntryVersion[];
  readonly told: readonly Told[];
  readonly names: ReadonlyMap<string, string>;
}

const ToldLine = ({ words, told }: { words: CalendarWords; told: Told }) => {
  const { say } = words;
  const { id, purpose, state } = told.broadcast;
  return (
    <li>
      <a href={`/panel/avisos/${id}`}>
        {say(`calendar.told.${purpose}`)} · {say(`calendar.told.state.${state}`)}
      </a>
      {told.planned > 0
        ? ` · ${say('calendar.told.count', { reached: told.reached, planned: told.planned })}`
        : null}
    </li>
  );
};

const Version = ({
  version,
  before,
  ...props
}: VersionsProps & { version: EntryVersion; before: EntryVersion | undefined }) => {
  const { words, names } = props;
  const { say, moment, field, inWords } = words;
  const told = props.told.filter(({ broadcast }) => broadcast.entryVersion === version.version);
  const changed =
    before && version.change !== 'cancelled' ? changedFields(before.content, version.content) : [];
  return (
    <li class="card">
      <h3>
        {say('calendar.version', { number: version.version })} · {say(`calendar.change.${version.change}`)}
      </h3>
      <p class="soft">
        {say('calendar.publishedBy', {
          date: moment(version.publishedAt),
          by: names.get(version.staffId) ?? say('actor.system'),
        })}
      </p>
      {before && changed.length > 0 ? (
        <ul>
          {changed.map((name) => (
            <li>
              {field(name)}: <del>{inWords(before.content, name)}</del>{' '}
              <ins>{inWords(version.content, name)}</ins>
            </li>
          ))}
        </ul>
      ) : null}
      {version.officialUrl === null ? null : (
        <p>
          {say('calendar.officialAt')} <a href={version.officialUrl}>{version.officialUrl}</a>
        </p>
      )}
      {version.overrideReason === null ? null : (
        <p>{say('calendar.overriddenWith', { reason: version.overrideReason })}</p>
      )}
      {told.length === 0 ? (
        <p class="soft">{say('calendar.toldNobody')}</p>
      ) : (
        <ul class="plain">
          {told.map((one) => (
            <ToldLine words={words} told={one} />
          ))}
        </ul>
      )}
    </li>
  );
};

export const Versions = (props: VersionsProps) => {
  const { words, versions } = props;
  return (
    <section aria-labelledby="versions-title">
      <h2 id="versions-title">{words.say('calendar.versions')}</h2>
      {versions.length === 0 ? <p class="soft">{words.say('calendar.noVersions')}</p> : null}
      <ol class="versions" reversed>
        {versions
          .toSorted((one, other) => other.version - one.version)
          .map((version) => (
            <Version
              {...props}
              version={version}
              before={versions.find((one) => one.version === version.version - 1)}
            />
          ))}
      </ol>
    </section>
  );
};
