/**
 * What IAM answers to a request under policies of a template whose references are resolved: an explicit Deny wins, else
 * an Allow is needed. Refuses what it does not know, so that no statement is passed over.
 */

type Values = string | number | readonly string[];

export interface PolicyStatement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  /** Absent in the policy of a role, whose statements are all about that role. */
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Values>>>>;
}

export interface PolicyRequest {
  readonly action: string;
  readonly resource: string;
  /** Condition keys that the service gives with such a request; those that it does not give are absent. */
  readonly context: Readonly<Record<string, string>>;
}

export type Decision = 'ALLOWED' | 'DENIED' | 'NOT_ALLOWED';

export function decide(statements: readonly PolicyStatement[], request: PolicyRequest): Decision {
  const matching = statements.filter((statement) => isAbout(statement, request));
  if (matching.some(({ Effect }) => Effect === 'Deny')) return 'DENIED';
  return matching.some(({ Effect }) => Effect === 'Allow') ? 'ALLOWED' : 'NOT_ALLOWED';
}

function isAbout(statement: PolicyStatement, { action, resource, context }: PolicyRequest): boolean {
  const { Action, Resource, Condition = {}, Principal, ...rest } = statement;
  const unknown = Object.keys(rest).filter((name) => !['Effect', 'Sid'].includes(name));
  if (unknown.length > 0) throw new Error(`the evaluator knows no ${unknown} of a statement`);
  return (
    isOfAll(Principal) &&
    listed(Action).some((pattern) => isLike(action.toLowerCase(), pattern.toLowerCase())) &&
    listed(Resource).some((pattern) => isLike(resource, pattern)) &&
    Object.entries(Condition).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, givenIn(context, key), listed(values))),
    )
  );
}

/** Whether the statement is about whoever asks; one about somebody in particular is refused. */
function isOfAll(principal: unknown): boolean {
  if (principal === undefined || principal === '*') return true;
  if (JSON.stringify(principal) === '{"AWS":"*"}') return true;
  throw new Error(`the evaluator knows no principal ${JSON.stringify(principal)}`);
}

/** A key that the request lacks meets no positive operator and every negated one. */
const OPERATORS: Readonly<Record<string, (found: string, wanted: string) => boolean>> = {
  StringEquals: (found, wanted) => found === wanted,
  StringLike: isLike,
  ArnEquals: isLike,
  ArnLike: isLike,
  Bool: (found, wanted) => found.toLowerCase() === wanted.toLowerCase(),
  NumericLessThan: (found, wanted) => Number(found) < Number(wanted),
};
const NEGATED: Readonly<Record<string, string>> = {
  StringNotEquals: 'StringEquals',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
};

function holds(operator: string, found: string | undefined, wanted: readonly string[]): boolean {
  // Of keys that may have several values; none at all meets it.
  const ofAll = /^ForAllValues:(.*)$/.exec(operator)?.[1];
  if (ofAll !== undefined) return found === undefined || holds(ofAll, found, wanted);
  if (operator === 'Null') return wanted.includes(String(found === undefined));
  const meets = OPERATORS[NEGATED[operator] ?? operator];
  if (meets === undefined) throw new Error(`the evaluator knows no operator ${operator}`);
  const isMet = found !== undefined && wanted.some((one) => meets(found, one));
  return operator in NEGATED ? !isMet : isMet;
}

/** Names of condition keys are the same in capitals and small letters. */
function givenIn(context: PolicyRequest['context'], key: string): string | undefined {
  return Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}

function isLike(text: string, pattern: string): boolean {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 's').test(text);
}

const listed = (values: Values): readonly string[] =>
  typeof values === 'object' ? values : [String(values)];
