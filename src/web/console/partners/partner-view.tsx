/** One partner: how many came, its links with their codes to scan, and the sheet to print. */
import type { Partner } from '../../../store/outreach.js';
import { Qr } from '../../qr.js';
import type { ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import type { PartnerLink, PartnerLinks } from './links.js';

interface PartnerProps extends PartnerLinks {
  readonly parts: ConsoleParts;
  readonly partner: Partner;
}

const LinkCard = ({
  parts,
  partner,
  link,
}: Pick<PartnerProps, 'parts' | 'partner'> & { link: PartnerLink }) => {
  const say = sayIn(parts);
  const channel = say(`partners.channel.${link.channel}`);
  const file = (ending: string) => `/panel/aliados/${partner.id}/qr/${link.channel}.${ending}`;
  return (
    <section class="card" aria-labelledby={`link-${link.channel}`}>
      <h3 id={`link-${link.channel}`}>{channel}</h3>
      <Qr text={link.href} label={say('partners.qr', { channel, partner: partner.name })} />
      <p>
        <a href={link.href}>{link.href}</a>
      </p>
      <p class="actions">
        <a href={file('png')} download>
          {say('partners.png')}
        </a>
        <a href={file('svg')} download>
          {say('partners.svg')}
        </a>
      </p>
    </section>
  );
};

export const PartnerView = (props: PartnerProps) => {
  const { parts, partner, hello, links } = props;
  const say = sayIn(parts);
  const { place } = partner;
  return (
    <>
      <p>
        <a href="/panel/aliados">{say('partners.back')}</a>
      </p>
      <h1>{partner.name}</h1>
      <dl class="facts">
        <dt>{say('partners.joined')}</dt>
        <dd>
          <strong>{partner.joined}</strong>
        </dd>
        <dt>{say('partners.code')}</dt>
        <dd class="code">{partner.code}</dd>
        <dt>{say('partners.place')}</dt>
        <dd>{place === null ? say('place.everywhere') : (parts.deps.places.name(place) ?? place)}</dd>
        <dt>{say('partners.hello')}</dt>
        <dd>«{hello}»</dd>
      </dl>
      <h2>{say('partners.links')}</h2>
      {links.length === 0 ? (
        <p class="card">{say('partners.noChannel')}</p>
      ) : (
        <>
          <p>
            <a class="button" href={`/panel/aliados/${partner.id}/hoja`}>
              {say('partners.sheet')}
            </a>
          </p>
          <div class="grid">
            {links.map((link) => (
              <LinkCard parts={parts} partner={partner} link={link} />
            ))}
          </div>
        </>
      )}
    </>
  );
};

export const SheetView = (props: PartnerProps & { readonly forum: string; readonly plan: string }) => {
  const { parts, partner, hello, forum, plan } = props;
  const say = sayIn(parts);
  // Paper goes to people: the simulator stands on it only while there is nothing else.
  const real = props.links.filter(({ channel }) => channel !== 'simulator');
  const links = real.length > 0 ? real : props.links;
  const byHand = links.find(({ channel }) => channel === 'whatsapp');
  return (
    <>
      <p class="no-print actions">
        <a href={`/panel/aliados/${partner.id}`}>{say('partners.sheetBack')}</a>
        <button type="button" data-print hidden>
          {say('partners.print')}
        </button>
      </p>
      <article class="sheet">
        <div class="band" />
        <p class="sheet-from">{say('partners.sheetFrom', { partner: partner.name, forum })}</p>
        <h1>{say('partners.sheetTitle')}</h1>
        <p class="sheet-lead">{say('partners.sheetLead', { plan })}</p>
        <div class="sheet-codes">
          {links.map((link) => {
            const channel = say(`partners.channel.${link.channel}`);
            return (
              <figure>
                <Qr text={link.href} label={say('partners.qr', { channel, partner: partner.name })} />
                <figcaption>
                  <strong>{channel}</strong>
                  <span>{link.shown}</span>
                </figcaption>
              </figure>
            );
          })}
        </div>
        <ol class="steps">
          <li>{say('partners.sheet1')}</li>
          <li>{say('partners.sheet2')}</li>
          <li>{say('partners.sheet3')}</li>
        </ol>
        {byHand ? <p>{say('partners.sheetByHand', { where: byHand.shown, hello })}</p> : null}
        <p class="sheet-small">{say('partners.sheetSmall')}</p>
        <p class="sheet-code">{partner.code}</p>
      </article>
    </>
  );
};
