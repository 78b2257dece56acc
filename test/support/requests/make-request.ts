/** Requests of a seed: as the interface says, a little beside it, and as nobody means well. */
import type { Random } from '../../../shared/simulator/random.ts';
import { below, oneIn, oneOf } from './draw.ts';
import {
  CSV_TEXTS,
  HEADERS,
  HOSTS,
  JSON_TEXTS,
  METHODS,
  PAGE_TOKENS,
  PATH_WORDS,
  TOKENS,
  WORDS,
  YAML_TEXTS,
} from './hostile-words.ts';
import { drawnValue, type Json, mutated } from './json-values.ts';
import type { KnownWords } from './known-words.ts';
import type { Interface, Operation } from './operations.ts';

export interface SentRequest {
  /** What kind of request it is, for the table. */
  readonly kind: 'valid' | 'mutated' | 'hostile' | 'no token';
  /** What was done to it, in a few words. */
  readonly how: string;
  /** The operation that it still names; null where path, method or host name none. */
  readonly operation: Operation | null;
  readonly method: string;
  /** Path and query, as they are sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** A request before it is written down. */
interface Draft extends Omit<SentRequest, 'target'> {
  readonly words: readonly string[];
  readonly query: readonly (readonly [string, string])[];
}

export interface MakerParts {
  readonly api: Interface;
  readonly known: KnownWords;
  readonly token: string;
  /** Bodies that are as they should be, by the id of their operation and media type. */
  readonly bodies: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Operations that are drawn less often than the others: they are heavy, or end something. */
  readonly rarely: readonly string[];
}

const RARELY_ONE_IN = 4;

export function requestMaker(parts: MakerParts, random: Random): () => SentRequest {
  return () => {
    const share = random.uniform();
    const valid = validDraft(parts, random);
    if (share < 0.35) return written(valid);
    if (share < 0.6) return named(written(mutatedDraft(valid, random)), parts.api);
    if (share < 0.85) return named(written(hostileDraft(valid, random)), parts.api);
    return written(withoutToken(valid, random));
  };
}

/** Another method, or another id, may still be one of an operation. */
function named(sent: SentRequest, { operations }: Interface): SentRequest {
  if (sent.operation !== null || sent.headers.host !== undefined) return sent;
  const path = sent.target.split('?')[0] ?? '';
  const isAt = (one: Operation) =>
    new RegExp(`^${one.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path) && one.method === sent.method;
  return { ...sent, operation: operations.find(isAt) ?? null };
}

function written({ words, query, ...request }: Draft): SentRequest {
  const asked = query.map(([name, value]) => `${encodeURIComponent(name)}=${encoded(value)}`).join('&');
  return { ...request, target: `${words.join('/')}${asked === '' ? '' : `?${asked}`}` };
}

const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());

function drawnOperation({ api, rarely }: MakerParts, random: Random): Operation {
  for (;;) {
    const operation = oneOf(random, api.operations);
    if (!rarely.includes(operation.id) || oneIn(random, RARELY_ONE_IN)) return operation;
  }
}

function validDraft(parts: MakerParts, random: Random): Draft {
  const { api, known, token } = parts;
  const operation = drawnOperation(parts, random);
  const isWritten = operation.method !== 'GET';
  // What is written goes to an experiment of its own, so that the other keeps its data.
  const experiment = known.wordFor(isWritten ? 'written experiment' : 'experiment', random) ?? '';
  const word = (name: string, fallback: Json): string =>
    name === 'experiment' && operation.path.includes('{experiment}')
      ? experiment
      : (known.wordFor(`${name} of ${experiment}`, random) ??
        known.wordFor(name, random) ??
        String(fallback));
  const draw = (parameter: Operation['parameters'][number]) =>
    word(parameter.name, drawnValue(parameter.schema, api, known.wordFor, random)(parameter.name));
  const named = new Map(
    operation.parameters.filter((one) => one.in === 'path').map((one) => [one.name, one]),
  );
  const words = operation.path.split('/').map((part) => {
    const parameter = named.get(part.slice(1, -1));
    return parameter === undefined ? part : encoded(draw(parameter));
  });
  const query = operation.parameters
    .filter((one) => one.in === 'query' && (one.required || oneIn(random, 4)))
    .flatMap((one): [string, string][] => {
      if (one.name !== 'next' && 'anyOf' in one.schema && oneIn(random, 2))
        return [...new Set([draw(one), draw(one)])].map((value) => [one.name, value]);
      if (one.name !== 'next') return [[one.name, draw(one)]];
      const next = known.nextOf(operation.id, random);
      return next === null ? [] : [['next', next]];
    });
  const types = Object.keys(operation.answers['200'] ?? operation.answers['201'] ?? {});
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  if (types.length > 1 && oneIn(random, 2)) headers.accept = oneOf(random, types);
  const body = bodyOf(parts, operation, random);
  if (body !== null) headers['content-type'] = body.type;
  const { method } = operation;
  return { kind: 'valid', how: 'valid', operation, method, words, query, headers, body: body?.text ?? null };
}

function bodyOf({ api, known, bodies }: MakerParts, operation: Operation, random: Random) {
  const types = Object.keys(operation.bodies);
  if (types.length === 0) return null;
  const type = oneOf(random, types);
  const given = bodies[operation.id]?.[type];
  if (given !== undefined && !oneIn(random, 4)) return { type, text: oneOf(random, given) };
  const schema = operation.bodies[type] ?? {};
  const value = drawnValue(schema, api, known.wordFor, random)(operation.id);
  return { type, text: type === 'application/json' ? JSON.stringify(value) : String(value) };
}

type Change = (draft: Draft, random: Random) => Partial<Draft>;

const MUTATIONS: Readonly<Record<string, Change>> = {
  'a parameter left out': ({ query }, random) => {
    const at = below(random, query.length);
    return { query: query.filter((_, i) => i !== at) };
  },
  'a parameter twice': ({ query }, random) => ({
    query: query.length === 0 ? query : [...query, oneOf(random, query)],
  }),
  'an unknown parameter': ({ query }, random) => ({ query: [...query, [oneOf(random, WORDS), 'a']] }),
  'a parameter with another word': ({ query, operation }, random) => {
    const [name, value] = oneOf(random, [...query, [oneOf(random, parametersOf(operation)), ''] as const]);
    return { query: [...query.filter(([one]) => one !== name), [name, `${value}${oneOf(random, WORDS)}`]] };
  },
  'an id that is not there': ({ words }, random) => {
    const at = 1 + below(random, words.length - 1);
    return { words: words.map((word, i) => (i === at ? `${word}x` : word)), operation: null };
  },
  'another method': (_, random) => ({ method: oneOf(random, METHODS), operation: null }),
  'a body changed in one place': ({ body }, random) => ({
    body: body === null ? null : mutatedText(body, random),
  }),
  'a body cut short': ({ body }, random) => ({ body: body?.slice(0, below(random, body.length)) ?? null }),
  'a body of another operation': () => ({ body: '{"text":"a","unit":"FU1"}' }),
  'another header': ({ headers }, random) => ({ headers: { ...headers, ...oneOf(random, HEADERS) } }),
};

const HOSTILE: Readonly<Record<string, Change>> = {
  'a word of the path': ({ words }, random) => {
    const at = 1 + below(random, words.length - 1);
    const put = oneOf(random, PATH_WORDS);
    const isWhole = oneIn(random, 2);
    return {
      words: words.map((word, i) => (i === at ? (isWhole ? put : `${word}${put}`) : word)),
      operation: null,
    };
  },
  'a word of the query': ({ query, operation }, random) => ({
    query: [...query, [oneOf(random, parametersOf(operation)), oneOf(random, WORDS)]],
  }),
  'a token of a page': ({ query }, random) => ({ query: [...query, ['next', oneOf(random, PAGE_TOKENS)]] }),
  'another host': ({ headers }, random) => ({
    headers: { ...headers, host: oneOf(random, HOSTS) },
    operation: null,
  }),
  'a header': ({ headers }, random) => ({ headers: { ...headers, ...oneOf(random, HEADERS) } }),
  'a document': ({ headers, body }, random) => {
    if (body === null) return {};
    const type = headers['content-type'] ?? '';
    const texts = type.includes('yaml') ? YAML_TEXTS : type.includes('csv') ? CSV_TEXTS : JSON_TEXTS;
    return { body: oneOf(random, texts) };
  },
  'a body above every bound': ({ body }) =>
    body === null ? {} : { body: `{"a":"${'a'.repeat(1_100_000)}"}` },
  'a body where none is read': ({ headers }, random) => ({
    body: oneOf(random, JSON_TEXTS),
    headers: { ...headers, 'content-type': 'application/json' },
  }),
};

/** What is large or slow to make is drawn less often than the rest. */
const HEAVY = ['a body above every bound'];

const parametersOf = (operation: Operation | null): string[] => {
  const names = operation?.parameters.filter((one) => one.in === 'query').map(({ name }) => name) ?? [];
  return names.length === 0 ? ['unit'] : names;
};

function mutatedDraft(draft: Draft, random: Random): Draft {
  const how = oneOf(random, Object.keys(MUTATIONS));
  return { ...draft, ...MUTATIONS[how]?.(draft, random), kind: 'mutated', how };
}

function hostileDraft(draft: Draft, random: Random): Draft {
  const names = Object.keys(HOSTILE).filter((name) => !HEAVY.includes(name) || oneIn(random, 10));
  const how = oneOf(random, names);
  return { ...draft, ...HOSTILE[how]?.(draft, random), kind: 'hostile', how };
}

function withoutToken(draft: Draft, random: Random): Draft {
  const { authorization: _, ...headers } = draft.headers;
  if (oneIn(random, 3)) return { ...draft, headers, kind: 'no token', how: 'no token' };
  const wrong = { ...headers, authorization: oneOf(random, TOKENS) };
  return { ...draft, headers: wrong, kind: 'no token', how: 'a wrong token' };
}

/** JSON by its values, anything else by its letters. */
function mutatedText(text: string, random: Random): string {
  const value = parsedOf(text);
  if (value !== undefined) return JSON.stringify(mutated(value, random));
  const at = below(random, text.length + 1);
  return `${text.slice(0, at)}${oneOf(random, WORDS)}${text.slice(at + below(random, 20))}`;
}

function parsedOf(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
