/** The first-run guide of whoever sets the forum up, and the short tour of everybody else. */
import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { may, type Role } from '../../../people/permissions.js';
import type { ConsoleEnv, ConsoleParts } from '../context.js';
import { createSection } from '../section.js';
import { guideSteps, mustBeDone, progressOf, type Step, stepIds } from './steps.js';

const form = z.object({ step: z.enum(stepIds), leave: z.enum(['yes', 'no']).catch('yes') });

/** Where each role begins. */
const tours: Readonly<
  Record<Role, readonly ['proposals' | 'calendar' | 'broadcasts' | 'account', string][]>
> = {
  admin: [],
  triage: [
    ['proposals', '/panel/propuestas'],
    ['account', '/panel/cuenta'],
  ],
  broadcaster: [
    ['calendar', '/panel/calendario'],
    ['broadcasts', '/panel/avisos'],
    ['account', '/panel/cuenta'],
  ],
  signer: [
    ['proposals', '/panel/propuestas'],
    ['account', '/panel/cuenta'],
  ],
  reader: [
    ['proposals', '/panel/propuestas'],
    ['calendar', '/panel/calendario'],
  ],
};

export function mountGuide(app: Hono<ConsoleEnv>, parts: ConsoleParts): void {
  const { deps } = parts;
  const { cycleSettings, cycles } = deps.store;
  const section = createSection(parts, 'guide');
  const { say } = section;

  const Practise = () => (
    <form method="post" action="/panel/practica">
      <button class="quiet" type="submit" name="do" value="in">
        {say('practice.start')}
      </button>
    </form>
  );
  /** One thing to do next stands out; the others wait. */
  const StepItem = ({ step, isNext }: { readonly step: Step; readonly isNext: boolean }) => (
    <li class={`card step ${step.state}`} id={step.id}>
      <h2>
        {say(`guide.${step.id}`)}{' '}
        <span class={step.state === 'open' ? 'chip sun' : 'chip leaf'}>
          {say(`guide.state.${step.state}`)}
        </span>
      </h2>
      <p>{say(`guide.${step.id}.why`)}</p>
      <div class="tools">
        {step.id === 'practice' ? (
          <Practise />
        ) : (
          <a class={isNext ? 'button' : 'button quiet'} href={step.href}>
            {say(`guide.${step.id}.go`)}
          </a>
        )}
        {step.state === 'done' || mustBeDone.includes(step.id) ? null : (
          <form method="post" action="/panel/guia">
            <input type="hidden" name="step" value={step.id} />
            <input type="hidden" name="leave" value={step.state === 'left' ? 'no' : 'yes'} />
            <button class="link" type="submit">
              {say(step.state === 'left' ? 'guide.again' : 'guide.leave')}
              <span class="unseen"> {say(`guide.${step.id}`)}</span>
            </button>
          </form>
        )}
      </div>
    </li>
  );
  const tour = (c: Context<ConsoleEnv>) => {
    const { role, name } = c.get('member');
    const title = say('tour.title', { name });
    return section.show(
      c,
      { title, extra: ['setup.css'] },
      <>
        <h1>{title}</h1>
        <p class="lead">{say(`tour.${role}`)}</p>
        <ol class="plain steps">
          {tours[role].map(([what, href], index) => (
            <li class="card step">
              <h2>{say(`tour.do.${what}`)}</h2>
              <p>{say(`tour.do.${what}.why`)}</p>
              <a class={index === 0 ? 'button' : 'button quiet'} href={href}>
                {say(`tour.do.${what}.go`)}
              </a>
            </li>
          ))}
          <li class="card step">
            <h2>{say('tour.do.practice')}</h2>
            <p>{say('guide.practice.why')}</p>
            <Practise />
          </li>
        </ol>
        <p class="soft">{say('tour.keys')}</p>
      </>,
    );
  };

  app.get('/guia', section.gate('account'), async (c) => {
    const member = c.get('member');
    if (!may(member.role, 'cycle.edit')) return tour(c);
    const steps = await guideSteps(deps, await cycles.working(deps.now(), false), member);
    const { done, of } = progressOf(steps);
    const next = steps.find(({ state }) => state === 'open');
    return section.show(
      c,
      { title: say('guide.title'), extra: ['setup.css'] },
      <>
        <h1>{say('guide.title')}</h1>
        <p class="lead">{say('guide.lead')}</p>
        <p>
          <progress value={done} max={of} aria-label={say('guide.progress', { done, of })}></progress>{' '}
          {say(done === of ? 'guide.finished' : 'guide.progress', { done, of })}
        </p>
        <ol class="plain steps">
          {steps.map((step) => (
            <StepItem step={step} isNext={step === next} />
          ))}
        </ol>
      </>,
    );
  });

  app.post('/guia', section.gate('cycle.edit'), async (c) => {
    const given = form.safeParse(await c.req.parseBody());
    if (!given.success || mustBeDone.includes(given.data.step)) return c.redirect('/panel/guia', 303);
    const { step, leave } = given.data;
    const { id } = await cycles.working(deps.now(), false);
    const { guide = [] } = (await cycleSettings.read(id)) ?? {};
    const others = guide.filter((one) => one !== step);
    // Two at once: the second one's tick is lost, and the page says so by showing the step still open.
    await cycleSettings.save(id, {
      to: { guide: leave === 'yes' ? [...others, step] : others },
      seen: { guide },
      action: 'cycle.guide',
      detail: { step, left: leave === 'yes' },
      ...{ staffId: c.get('member').id, now: deps.now() },
    });
    return c.redirect(`/panel/guia#${step}`, 303);
  });
}
