/** One actor: what it is, whether it is shown, its contact behind a press that is noted, its links. */
import type { ActorEntry } from '../../../commitments/commitment.js';
import { may } from '../../../people/permissions.js';
import type { Contact } from '../../actor-form.js';
import { Qr } from '../../qr.js';
import type { ConsoleParts, SignedIn } from '../context.js';
import type { PartnerLink } from '../partners/links.js';
import { sayIn } from '../say.js';
import type { Area } from './fields.js';

interface ActorProps {
  readonly parts: ConsoleParts;
  readonly member: SignedIn;
  readonly actor: ActorEntry;
  readonly areas: readonly Area[];
  readonly links: readonly PartnerLink[];
  /** Null: not asked for. */
  readonly contact: Contact | null;
  readonly date: (at: number) => string;
}

const StateForms = ({ parts, actor }: Pick<ActorProps, 'parts' | 'actor'>) => {
  const say = sayIn(parts);
  const to = (state: 'listed' | 'hidden') => (
    <form method="post" action={`/panel/actores/${actor.id}/estado`}>
      <input type="hidden" name="revision" value={String(actor.revision)} />
      <input type="hidden" name="state" value={state} />
      <button class={state === 'listed' ? '' : 'quiet'} type="submit">
        {say(state === 'listed' ? 'actors.list' : 'actors.hide')}
      </button>
    </form>
  );
  return (
    <div class="actions">
      {actor.state === 'listed' ? null : to('listed')}
      {actor.state === 'hidden' ? null : to('hidden')}
      <a class="button quiet" href={`/panel/actores/${actor.id}/editar`}>
        {say('actors.edit')}
      </a>
    </div>
  );
};

const ContactPart = ({ parts, member, actor, contact, date }: ActorProps) => {
  const say = sayIn(parts);
  if (!actor.hasContact) return <p class="soft">{say('actors.noContact')}</p>;
  return (
    <>
      <p class="soft">{say('actors.contactSince', { date: date(actor.contactConsentAt ?? 0) })}</p>
      {contact ? (
        <dl class="facts card">
          <dt>{say('actors.contactName')}</dt>
          <dd>{contact.name || '—'}</dd>
          <dt>{say('actors.contactWay')}</dt>
          <dd>{contact.contact}</dd>
        </dl>
      ) : null}
      {!contact && may(member.role, 'actors.contact') ? (
        <form method="post" action={`/panel/actores/${actor.id}/contacto`}>
          <button class="quiet" type="submit">
            {say('actors.showContact')}
          </button>
          <p class="soft">{say('actors.showNoted')}</p>
        </form>
      ) : null}
    </>
  );
};

const Chat = ({ parts, member, actor, links }: ActorProps) => {
  const say = sayIn(parts);
  const edits = may(member.role, 'actors.edit');
  return (
    <section aria-labelledby="chat-title">
      <h2 id="chat-title">{say('actors.chat')}</h2>
      {actor.bound ? (
        <>
          <p>{say('actors.chatBound')}</p>
          {edits ? (
            <form method="post" action={`/panel/actores/${actor.id}/soltar`}>
              <input type="hidden" name="revision" value={String(actor.revision)} />
              <button class="quiet" type="submit">
                {say('actors.unbind')}
              </button>
            </form>
          ) : null}
        </>
      ) : (
        <p>{say(actor.state === 'listed' ? 'actors.chatLead' : 'actors.chatListFirst')}</p>
      )}
      {actor.bound || actor.state !== 'listed' ? null : (
        <div class="grid">
          {links.map(({ channel, href }) => (
            <div class="card">
              <h3>{say(`partners.channel.${channel}`)}</h3>
              <Qr
                text={href}
                label={say('partners.qr', {
                  channel: say(`partners.channel.${channel}`),
                  partner: actor.name,
                })}
              />
              <p>
                <a href={href}>{href}</a>
              </p>
            </div>
          ))}
        </div>
      )}
    </section>
  );
};

export const ActorView = (props: ActorProps) => {
  const { parts, member, actor, areas } = props;
  const say = sayIn(parts);
  const { place } = actor;
  const names = areas.filter(({ id }) => actor.areas.includes(id)).map(({ name }) => name);
  return (
    <>
      <p>
        <a href="/panel/actores">{say('actors.back')}</a>
      </p>
      <h1>{actor.name}</h1>
      <p>
        <span
          class={actor.state === 'listed' ? 'chip leaf' : actor.state === 'proposed' ? 'chip sun' : 'chip'}
        >
          {say(`actors.state.${actor.state}`)}
        </span>
      </p>
      {actor.createdBy === 'public' ? <p class="soft">{say('actors.bySelf')}</p> : null}
      {may(member.role, 'actors.edit') ? <StateForms {...props} /> : null}
      <dl class="facts">
        <dt>{say('actors.kind')}</dt>
        <dd>{say(`actors.kind.${actor.kind}`)}</dd>
        <dt>{say('actors.sector')}</dt>
        <dd>{say(`actors.sector.${actor.sector}`)}</dd>
        <dt>{say('actors.areas')}</dt>
        <dd>{names.join(', ') || say('actors.allAreas')}</dd>
        <dt>{say('place.title')}</dt>
        <dd>{place === null ? say('place.everywhere') : (parts.deps.places.name(place) ?? place)}</dd>
        {actor.about === '' ? null : (
          <>
            <dt>{say('actors.about')}</dt>
            <dd class="kept">{actor.about}</dd>
          </>
        )}
        <dt>{say('actors.code')}</dt>
        <dd class="code">{actor.code}</dd>
      </dl>
      <section aria-labelledby="contact-title" id="contact">
        <h2 id="contact-title">{say('actors.contact')}</h2>
        <ContactPart {...props} />
      </section>
      <Chat {...props} />
    </>
  );
};
