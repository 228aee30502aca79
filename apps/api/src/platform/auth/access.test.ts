import { Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { mayDo, permissionsOf, roles } from '@attest/contracts/permissions';
import { describe, expect, it, onTestFinished } from 'vitest';
import { useAttest } from '../../../../../tests/support/app.ts';
import { startProcess } from '../../../../../tests/support/attest-process.ts';
import { HttpClient } from '../../../../../tests/support/http-client.ts';
import { detailOf } from '../../../../../tests/support/problem-detail.ts';
import { routesOf, type Route } from '../../../../../tests/support/routes.ts';
import { AppModule } from '../../app.module.ts';
import { readConfig } from '../config/config.ts';
import { freePort } from '../embedded-database/server.ts';
import { addHttpPlugins, httpAdapter } from '../http/fastify.ts';

const attest = useAttest();

/** Who may use which address. Whoever adds a route decides here, in front of a reviewer. */
const table = `
POST   /access-tokens                      public
GET    /access-tokens                      access-token:own
DELETE /access-tokens/:accessTokenId       access-token:own
POST   /accommodations                     accommodation:decide
GET    /accommodations                     accommodation:decide
POST   /accommodations/:accommodationId/decline accommodation:decide
POST   /accommodations/:accommodationId/withdraw accommodation:decide
POST   /accounts                           public
GET    /audit-events                       audit:read
GET    /bank-registers                     item:read
DELETE /bank-views/:viewId                 item:read
GET    /bank-views                         item:read
POST   /bank-views                         item:read
PUT    /bank-views/:viewId                 item:read
DELETE /authored-exams/:authoredExamId/draft exam:write
GET    /authored-exams                     exam:write
GET    /authored-exams/:authoredExamId     exam:write
GET    /authored-exams/:authoredExamId/comparison exam:write
GET    /authored-exams/:authoredExamId/feasibility exam:write
GET    /authored-exams/:authoredExamId/form exam:write
GET    /authored-exams/:authoredExamId/versions exam:write
POST   /authored-exams                     exam:write
POST   /authored-exams/:authoredExamId/versions exam:publish
PUT    /authored-exams/:authoredExamId/draft exam:write
PUT    /authored-exams/:authoredExamId/offer exam:publish
GET    /certifications                     public
GET    /exam-sessions                      exam-session:read
POST   /exam-sessions                      exam-session:book
GET    /exam-sessions/:sessionId           exam-session:read
POST   /exam-sessions/:sessionId/breaks exam-session:respond
POST   /exam-sessions/:sessionId/breaks/end exam-session:respond
GET    /exam-sessions/:sessionId/events exam-session:read
POST   /exam-sessions/:sessionId/observations exam-session:respond
GET    /exam-sessions/:sessionId/changes   exam-session:respond
POST   /exam-sessions/:sessionId/late-material exam-session:respond
GET    /exam-sessions/:sessionId/outcome   outcome:read
PUT    /exam-sessions/:sessionId/responses exam-session:respond
POST   /exam-sessions/:sessionId/resume    exam-session:respond
GET    /exam-sessions/:sessionId/review    outcome:read
POST   /exam-sessions/:sessionId/sections/:section exam-session:respond
POST   /exam-sessions/:sessionId/start     exam-session:respond
POST   /exam-sessions/:sessionId/submit    exam-session:respond
GET    /exams                              public
GET    /exams/:examId                      public
GET    /exams/:examId/terms                exam-session:book
GET    /gallery                            key:read
POST   /gallery/:itemId/score              key:read
GET    /health/live                        public
GET    /health/ready                       public
GET    /imports                            item:write
POST   /imports                            item:write
GET    /imports/template                   item:write
GET    /imports/:importId                  item:write
DELETE /imports/:importId                  item:write
GET    /imports/:importId/rows             item:write
PUT    /imports/:importId/columns          item:write
POST   /imports/:importId/check            item:write
POST   /imports/:importId/apply            item:write
POST   /imports/:importId/undo             item:write
POST   /item-changes                       item:read
POST   /item-changes/:changeId/undo        item:read
POST   /item-changes/preview               item:read
DELETE /item-drafts/:draftId               item:write
GET    /item-drafts                        item:write
GET    /item-drafts/:draftId               item:write
GET    /item-drafts/:draftId/comparison    item:write
POST   /item-drafts                        item:write
POST   /item-drafts/:draftId/versions      item:write
PUT    /item-drafts/:draftId               item:write
GET    /item-files                         key:read
GET    /item-reviews                       item:review
GET    /items                              item:read
GET    /items/:itemId/comments             item:review
POST   /items/:itemId/comments             item:review
DELETE /items/:itemId/comments/:commentId  item:review
POST   /items/:itemId/comments/:commentId/replies item:review
PUT    /items/:itemId/comments/:commentId/resolution item:review
GET    /items/:itemId/comparison           key:read
GET    /items/:itemId/review               item:review
GET    /items/:itemId/revisions            key:read
GET    /items/:itemId/revisions/:revision  key:read
POST   /items/:itemId/moves                item:read
PUT    /items/:itemId/review/answer        item:review
PUT    /items/:itemId/review/verdict       item:review
GET    /items/:itemId                      key:read
GET    /items/facets                       item:read
GET    /items/ids                          item:read
GET    /me                                 account:own
PATCH  /me                                 account:own
POST   /me/accommodation-requests          accommodation:request
GET    /me/accommodations                  accommodation:request
GET    /metrics                            public
GET    /reviewers                          item:write
GET    /sessions-monitor exam-session:watch
GET    /sessions-monitor/:sessionId exam-session:watch
POST   /sessions-monitor/:sessionId/actions exam-session:proctor
GET    /sessions-monitor/:sessionId/events exam-session:watch
GET    /sessions-monitor/incidents exam-session:watch
POST   /sessions-monitor/incidents exam-session:proctor
POST   /sessions-monitor/incidents/:incidentId/end exam-session:proctor
GET    /sessions-monitor/late-material exam-session:watch
GET    /sessions-monitor/:sessionId/late-material exam-session:overrule
POST   /sessions-monitor/:sessionId/late-material/decision exam-session:overrule
GET    /sessions-monitor/proposals exam-session:watch
POST   /sessions-monitor/proposals/:proposalId/decisions exam-session:overrule
POST   /sign-in                            public
POST   /sign-in/extension                  account:own
POST   /sign-out                           account:own
GET    /stimuli                            item:read
GET    /stimuli/:stimulusId                item:read
GET    /stimuli/:stimulusId/comparison     key:read
GET    /stimuli/:stimulusId/review         item:review
GET    /stimuli/:stimulusId/revisions      key:read
GET    /stimuli/:stimulusId/revisions/:revision key:read
POST   /stimuli/:stimulusId/moves          item:read
PUT    /stimuli/:stimulusId/review/verdict item:review
DELETE /stimulus-drafts/:draftId           item:write
GET    /stimulus-drafts                    item:write
GET    /stimulus-drafts/:draftId           item:write
GET    /stimulus-drafts/:draftId/comparison item:write
POST   /stimulus-drafts                    item:write
POST   /stimulus-drafts/:draftId/versions  item:write
PUT    /stimulus-drafts/:draftId           item:write
GET    /stimulus-reviews                   item:review
`;

@Controller('planted')
class ForgetfulController {
  @Get()
  readSomething() {
    return { secret: 'open to everyone' };
  }

  @Post('changes')
  changeSomething() {
    return { secret: 'open to everyone' };
  }
}

@Module({})
class ForgetfulModule {}

describe('every address', () => {
  it('names who may use it, as in the table', async () => {
    const { app, close } = await startProcess(attest.databaseUrl);
    onTestFinished(close);

    expect(routesOf(app).map(inWords).toSorted()).toEqual(listed().map(inWords).toSorted());
  });

  it('that names nobody shows in the list as closed, and answers nobody', async () => {
    const { app, url } = await startForgetful();
    const { email, password } = await attest.given.administrator();
    const administrator = new HttpClient(url);
    await administrator.post('/sign-in', { email, password });

    const closed = routesOf(app).filter(({ access }) => access === 'closed');

    expect(closed.map(inWords)).toEqual(['GET /planted closed', 'POST /planted/changes closed']);
    expect(await administrator.get('/planted')).toBeProblem('permission-missing');
    expect(await administrator.post('/planted/changes')).toBeProblem('permission-missing');
    expect(await new HttpClient(url).get('/planted')).toBeProblem('permission-missing');
  });

  it.each(closedToStrangers())(
    'asks a stranger to sign in first: $method $path',
    async ({ method, path }) => {
      expect(await attest.stranger.call(method, somewhere(path))).toBeProblem('sign-in-required');
    },
  );

  it.each(roles)('answers a %s as the permissions of that role say', async (role) => {
    const { client } = await attest.given.staff([role]);

    for (const { method, path, access } of closedToStrangers()) {
      if (path === '/sign-out') continue;
      const reply = await client.call(method, somewhere(path));
      const isRefused = reply.status === 403;
      expect(`${method} ${path} ${String(isRefused)}`).toBe(
        `${method} ${path} ${String(!permissionsOf[role].some((permission) => permission === access))}`,
      );
      if (isRefused) expect(detailOf(reply)).toContain(access);
    }
  });
});

describe('roles', () => {
  it('add up', () => {
    expect(mayDo(['proctor'], 'item:read')).toBe(false);
    expect(mayDo(['proctor', 'reviewer'], 'item:read')).toBe(true);
    expect(mayDo([], 'account:own')).toBe(false);
  });

  it('of candidates never reach keys', () => {
    expect(permissionsOf.candidate).not.toContain('key:read');
    expect(permissionsOf.candidate).not.toContain('item:read');
  });

  it('that were taken away count no more for whoever comes back', async () => {
    const { id, client } = await attest.given.instructor();
    await attest.rows('DELETE FROM account_roles WHERE account_id = $1', [id]);

    expect(await client.get('/items')).toBeProblem('permission-missing');
  });
});

function listed(): Route[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [method = '', path = '', access = ''] = line.split(/ +/);
      return { method, path, access };
    });
}

function closedToStrangers(): Route[] {
  return listed().filter(({ access }) => access !== 'public');
}

/** An address of that kind at which there is nothing. */
function somewhere(path: string): string {
  return path.replace(/:itemId/, 'no-such-item').replace(/:\w+/, '00000000-0000-7000-8000-000000000000');
}

function inWords({ method, path, access }: Route): string {
  return `${method} ${path} ${access}`;
}

/** The application with a controller whose author forgot to say who may use it. */
async function startForgetful(): Promise<{ app: NestFastifyApplication; url: string }> {
  const port = await freePort();
  const config = readConfig({ PORT: String(port), LOG_LEVEL: 'fatal' });
  const app = await NestFactory.create<NestFastifyApplication>(
    {
      module: ForgetfulModule,
      imports: [AppModule.configured(config, attest.databaseUrl)],
      controllers: [ForgetfulController],
    },
    httpAdapter(config),
    { logger: false, abortOnError: false, bodyParser: false },
  );
  onTestFinished(() => app.close());
  app.setGlobalPrefix('api');
  await addHttpPlugins(app, config);
  await app.listen(port, '127.0.0.1');
  return { app, url: `http://localhost:${String(port)}` };
}
