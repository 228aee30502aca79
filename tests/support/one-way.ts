import type { SavedResponse } from '@attest/contracts';
import { storedResponses } from './answers.ts';
import type { Attest } from './app.ts';

/** Rules of an exam that releases its two sections one after the other. */
export const oneWay = {
  mayGoBack: false,
  scenarioShare: { min: 0 },
  minTestletSize: 1,
  sections: [
    { title: 'Knowledge', itemCount: 5 },
    { title: 'Judgement', itemCount: 7 },
  ],
};

/** A candidate in the first of two one-way sections. */
export async function oneWaySitting(attest: Attest) {
  const exam = await attest.given.exam(oneWay);
  const { candidate, session } = await attest.given.openSession({ exam });
  const client = attest.as(candidate);
  const path = `/exam-sessions/${session.id}`;
  return {
    candidate,
    session,
    items: session.form.items,
    get: (address = '') => client.get(`${path}${address}`),
    open: (section: number | string, responses: readonly SavedResponse[] = [], epoch = 1) =>
      client.post(`${path}/sections/${String(section)}`, { epoch, responses }),
    save: (...responses: SavedResponse[]) => client.put(`${path}/responses`, { epoch: 1, responses }),
    post: (address: string, body: unknown = {}) => client.post(`${path}${address}`, body),
    stored: () => storedResponses(attest.databaseUrl, session.id),
  };
}
