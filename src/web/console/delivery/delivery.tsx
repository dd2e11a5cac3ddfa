/** `/panel/entrega`: is everything getting through, what needs somebody, and what does it cost. */
import type { Hono } from 'hono';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { sayIn } from '../say.js';
import { createSection } from '../section.js';
import { notesOf } from './attention.js';
import { Costs } from './costs-view.js';
import { type DeliveryFacts, readFacts } from './facts.js';
import { Broken, Fixes, Today } from './messages-view.js';
import { Channels, OurNumber } from './number-view.js';
import { TemplateTable } from './templates-view.js';

interface Props {
  readonly parts: ConsoleParts;
  readonly facts: DeliveryFacts;
}

const Attention = ({ parts, facts }: Props) => {
  const notes = notesOf(facts);
  const say = sayIn(parts);
  if (notes.length === 0) return <p class="said">{say('delivery.note.none')}</p>;
  return (
    <div class="said wrong">
      <ul>
        {notes.map(({ key, params, stops }) => (
          <li>{stops ? <strong>{say(key, params)}</strong> : say(key, params)}</li>
        ))}
      </ul>
    </div>
  );
};

export function mountDelivery(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { say, show, gate } = createSection(parts, 'delivery');
  app.get('/entrega', gate('delivery.read'), async (c) => {
    const facts = await readFacts(parts.deps);
    return show(
      c,
      { title: say('delivery.page.title') },
      <>
        <h1>{say('delivery.page.title')}</h1>
        <p class="lead">{say('delivery.page.lead')}</p>
        <h2>{say('delivery.page.attention')}</h2>
        <Attention parts={parts} facts={facts} />
        <h2>{say('delivery.page.today')}</h2>
        <Today parts={parts} today={facts.today} />
        <h2>{say('delivery.page.fixes')}</h2>
        <Fixes parts={parts} fixes={facts.fixes} />
        <h2>{say('delivery.page.broken')}</h2>
        <Broken parts={parts} broken={facts.broken} />
        <h2>{say('delivery.page.channels')}</h2>
        <Channels parts={parts} channels={facts.channels} />
        <h2>{say('delivery.page.number')}</h2>
        {facts.whatsapp ? (
          <>
            <OurNumber parts={parts} whatsapp={facts.whatsapp} />
            <h2>{say('delivery.page.templates')}</h2>
            <TemplateTable parts={parts} templates={facts.whatsapp.templates} />
          </>
        ) : (
          <p class="card">{say('delivery.noWhatsApp')}</p>
        )}
        <h2>{say('delivery.page.costs')}</h2>
        <Costs parts={parts} facts={facts} />
      </>,
    );
  });
}
