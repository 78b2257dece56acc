import { LocalStackFailure } from '../home/failure.ts';

/** What intrinsic functions may ask for. Both answer null where the local stack has no such thing. */
export interface References {
  /** What `Ref` gives: of a resource, or of a pseudo parameter (`AWS::Region`). */
  ref(name: string): string | null;
  attribute(logicalId: string, attribute: string): string | null;
}

/**
 * Replaces Ref, Fn::GetAtt, Fn::Join and Fn::Sub in a value of a template, at any depth.
 *
 * @param place where the value stands in the template, for the message
 * @throws LocalStackFailure `template.unknown-intrinsic` or `template.unknown-reference`
 */
export function resolve(value: unknown, references: References, place: string): unknown {
  if (Array.isArray(value)) return value.map((item, i) => resolve(item, references, `${place}[${i}]`));
  if (!isRecord(value)) return value;
  const [name, argument] = Object.entries(value)[0] ?? [];
  if (name === undefined || !(name === 'Ref' || name.startsWith('Fn::') || name === 'Condition')) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, resolve(item, references, `${place}.${key}`)]),
    );
  }
  if (Object.keys(value).length === 1) {
    switch (name) {
      case 'Ref':
        if (typeof argument === 'string') return found(references.ref(argument), argument, place);
        break;
      case 'Fn::GetAtt':
        if (isPair(argument)) return attributeOf(argument[0], argument[1], references, place);
        break;
      case 'Fn::Join':
        if (Array.isArray(argument)) return join(argument, references, place);
        break;
      case 'Fn::Sub':
        if (typeof argument === 'string') return substitute(argument, references, place);
        break;
    }
  }
  throw new LocalStackFailure(
    'template.unknown-intrinsic',
    `${place}: the local stack knows Ref, Fn::GetAtt [id, attribute], Fn::Join and Fn::Sub "text", got ${JSON.stringify(value)}; write it with those or teach cdk/local/plan/intrinsics.ts`,
  );
}

function join(argument: readonly unknown[], references: References, place: string): string {
  const [separator, parts] = argument;
  const resolved = resolve(parts, references, `${place}.Fn::Join`);
  if (argument.length !== 2 || typeof separator !== 'string' || !Array.isArray(resolved)) {
    throw new LocalStackFailure(
      'template.unknown-intrinsic',
      `${place}: Fn::Join expects [separator, parts], got ${JSON.stringify(argument)}`,
    );
  }
  return resolved.map(String).join(separator);
}

/** `${Name}`, `${Name.Attribute}`, `${AWS::Region}`; `${!text}` stays as `${text}`. */
function substitute(text: string, references: References, place: string): string {
  return text.replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    const dot = name.indexOf('.');
    if (dot < 0) return found(references.ref(name), name, place);
    return attributeOf(name.slice(0, dot), name.slice(dot + 1), references, place);
  });
}

function attributeOf(id: string, attribute: string, references: References, place: string): string {
  return found(references.attribute(id, attribute), `${id}.${attribute}`, place);
}

function found(value: string | null, name: string, place: string): string {
  if (value !== null) return value;
  throw new LocalStackFailure(
    'template.unknown-reference',
    `${place} refers to ${name}, which the local stack does not create; create it in cdk/local/plan/references.ts or do not read it here`,
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isPair(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');
}
