/** Tokens of several teams on an API over memory. */
import { addedHolderSchema } from '../../shared/contract/holders.ts';
import type { Right } from '../../shared/domain/holder/holder.ts';
import { postJson, type TestApi } from './api.ts';

export type AskAs = (path: string, init?: RequestInit) => Promise<Response>;

/** Asks with a token of its own that was handed out now. */
export async function holderOn(
  api: TestApi,
  holder: string,
  right: Right,
  experiments: 'ALL' | readonly string[] = 'ALL',
): Promise<AskAs> {
  const answer = await postJson(api, '/v1/holders', { holder, right, experiments });
  const { token } = addedHolderSchema.parse(await answer.json());
  return (path, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set('Authorization', `Bearer ${token}`);
    return api.askOpenly(path, { ...init, headers });
  };
}
