import { describe, expect, it } from 'vitest';
import { derivedSchema, isSameContent } from '../../../../shared/domain/archive/derived.ts';

describe('the name of a derived object', () => {
  it('is read of before there were versions: the key named the content', () => {
    const key = 'anomalies/experiment=e/unit=FU1/0a1b.json';
    expect(derivedSchema.parse(key)).toEqual({ key, version: null, digest: key });
  });

  it('is read as it was written', () => {
    const name = { key: 'a', version: 'v', digest: 'd' };
    expect(derivedSchema.parse(JSON.parse(JSON.stringify(name)))).toEqual(name);
    expect(derivedSchema.safeParse({ key: 'a' }).success).toBe(false);
  });

  it('names the same content where the digest is the same, whatever the version', () => {
    const of = (version: string, digest: string) => ({ key: 'a', version, digest });
    expect(isSameContent(of('1', 'd'), of('2', 'd'))).toBe(true);
    expect(isSameContent(of('1', 'd'), of('1', 'e'))).toBe(false);
    expect(isSameContent(null, of('1', 'd'))).toBe(false);
    expect(isSameContent(null, null)).toBe(true);
  });
});
