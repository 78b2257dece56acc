import { experimentsSchema } from '../../../shared/contract/experiments.ts';
import { healthSchema } from '../../../shared/contract/health.ts';
import type { Look } from '../../../shared/domain/doctor/look.ts';
import { ApiClient } from './api-client.ts';
import type { Connection } from './connection.ts';
import { CliFailure } from './failure.ts';

const what = 'API';

/** Of a stack that serves: that it is up says nothing of its data, so it is asked for its experiments too. */
export async function apiLook(connection: Connection): Promise<Look> {
  const { url, token } = connection;
  const client = new ApiClient(connection);
  try {
    await client.get('/v1/health', healthSchema);
    if (token === '') {
      const found = `${url} answers that it is up; whether it reads its data was not asked, as no token is known`;
      return { what, verdict: 'CARE', found, mend: 'give one by --token, or HOWSHIP_TOKEN' };
    }
    await client.get('/v1/experiments', experimentsSchema);
    return { what, verdict: 'OK', found: `${url} is up and lists its experiments` };
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error;
    return {
      what,
      verdict: 'WRONG',
      found: error.message,
      mend: 'the runbook (docs/alarms.md) says where its log is',
    };
  }
}

export function apiNotLookedAt(found: string, mend: string): Look {
  return { what, verdict: 'NOT_LOOKED_AT', found, mend };
}
