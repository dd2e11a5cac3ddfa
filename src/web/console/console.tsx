/** The staff console under `/panel`: every page behind the guard but the sign-in. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Accounts } from '../accounts.js';
import type { Auth } from '../auth.js';
import { authPath, visitorHeader } from '../auth-paths.js';
import { neverCached } from '../headers.js';
import { page } from '../layout.js';
import { mountAccount } from './account.js';
import { mountActors } from './actors/actors.js';
import { mountClarity } from './after/clarity.js';
import { mountDisagreements } from './after/disagreements.js';
import { mountUnreached } from './after/unreached.js';
import { mountAnswers } from './answers/answers.js';
import { mountCodes } from './assisted/codes.js';
import { mountEntry } from './assisted/entry.js';
import { mountPaper } from './assisted/paper.js';
import { filePages, mountSheet } from './assisted/sheet.js';
import { mountBroadcasts } from './broadcasts/broadcasts.js';
import { mountCalendar } from './calendar/calendar.js';
import { mountCommitments } from './commitments/commitments.js';
import { type ConsoleEnv, type ConsoleParts, consoleLocale } from './context.js';
import { mountDelivery } from './delivery/delivery.js';
import { mountReopen } from './exchange/reopen.js';
import { mountExchange } from './exchange/routes.js';
import { countUnseen, mountForYou } from './for-you/for-you.js';
import { inCycle, plainForms, plainText, sameOrigin, signedIn } from './guard.js';
import { mountJoint } from './joint/joint.js';
import { mountOverview } from './overview/overview.js';
import { mountOwnChat } from './own-chat-routes.js';
import { mountPartners } from './partners/partners.js';
import { mountProposal } from './proposal/routes.js';
import { mountQueue } from './queue/routes.js';
import { mountSecondStep } from './second-step.js';
import { shutInPractice } from './setup/practice.js';
import { mountSetup } from './setup/setup.js';
import { firstVisit, standing } from './setup/standing.js';
import { Shell } from './shell.js';
import { mountSignIn } from './sign-in.js';
import { mountTeam } from './team/team.js';
import { visitorOf } from './visitor.js';
import { mountWithdraw } from './withdraw/withdraw.js';

/** Four languages of the longest notice, each letter written as twelve. */
const largestForm = 512 * 1024;

export function createConsole(
  parts: ConsoleParts,
  auth: () => Promise<Auth>,
  accounts: () => Promise<Accounts>,
): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>();
  const say = (key: Parameters<typeof parts.say>[1]) => parts.say(consoleLocale, key);
  app.use('*', neverCached);
  // Only the link's own door is open to the browser; everything else of the library is called from here.
  app.get(`${authPath.replace('/panel', '')}/magic-link/verify`, async (c) => {
    const request = new Request(c.req.raw);
    request.headers.set(visitorHeader, visitorOf(c));
    return (await auth()).auth.handler(request);
  });
  const elsewhere = (c: Context) =>
    c.html(page(<Shell parts={parts} title={say('title')} wrong={say('error.origin')} />), 403);
  const tooLarge = (c: Context) =>
    c.html(page(<Shell parts={parts} title={say('title')} wrong={say('error.tooLarge')} />), 413);
  const forged = (c: Context) =>
    c.html(page(<Shell parts={parts} title={say('title')} wrong={say('error.origin')} />), 400);
  app.use('*', sameOrigin(parts.deps.publicUrl, elsewhere));
  app.use('*', plainForms(filePages, elsewhere));
  // Before anybody is asked who they are: strangers must not fill the memory.
  app.use('*', bodyLimit({ maxSize: largestForm, onError: tooLarge }));
  app.use('*', plainText(forged));
  mountSignIn(app, parts, auth);
  app.use('*', signedIn(auth));
  app.use('*', inCycle(parts));
  app.use('*', countUnseen(parts));
  app.use('*', standing(parts));
  app.use('*', shutInPractice(parts));
  app.get('/', firstVisit(parts));
  app.get('/', (c) => c.redirect('/panel/propuestas', 303));
  mountQueue(app, parts);
  mountProposal(app, parts);
  mountExchange(app, parts);
  mountReopen(app, parts);
  mountWithdraw(app, parts);
  mountJoint(app, parts);
  mountAnswers(app, parts);
  mountCommitments(app, parts);
  mountEntry(app, parts);
  mountSheet(app, parts);
  mountCodes(app, parts);
  mountPaper(app, parts);
  mountOverview(app, parts);
  mountUnreached(app, parts);
  mountDisagreements(app, parts);
  mountClarity(app, parts);
  mountCalendar(app, parts);
  mountBroadcasts(app, parts);
  mountPartners(app, parts);
  mountActors(app, parts);
  mountDelivery(app, parts);
  mountSetup(app, parts);
  mountTeam(app, parts, accounts);
  mountForYou(app, parts);
  mountAccount(app, parts, auth);
  mountOwnChat(app, parts);
  mountSecondStep(app, parts, auth);
  app.notFound((c) =>
    c.html(page(<Shell parts={parts} title={say('error.notFound')} wrong={say('error.notFound')} />), 404),
  );
  return app;
}
