import { type LiteratureOnWire, literatureSchema } from '../../../shared/contract/literature.ts';
import { type Api, CallFailure, type Query } from './api.ts';

export type Reported = { readonly found: LiteratureOnWire } | { readonly none: string };

/** Of a name that the catalogue has not, why: that it has none is an answer, and no failure. */
export async function askFindings(api: Api, query: Query, signal: AbortSignal): Promise<Reported> {
  try {
    return { found: await api.get('/v1/literature', literatureSchema, query, signal) };
  } catch (error) {
    if (error instanceof CallFailure && error.code.startsWith('literature.')) return { none: error.message };
    throw error;
  }
}
