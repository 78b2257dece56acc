import { describe, expect, it } from 'vitest';
import { decide, type PolicyStatement } from './iam-policy.ts';

const request = (context: Record<string, string> = {}) => ({
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::b/raw/x',
  context,
});
const allow: PolicyStatement = { Effect: 'Allow', Action: 's3:Put*', Resource: 'arn:aws:s3:::b/raw/*' };
const denyIf = (Condition: PolicyStatement['Condition']): PolicyStatement => ({
  ...allow,
  Effect: 'Deny',
  Principal: { AWS: '*' },
  ...(Condition && { Condition }),
});

describe('the evaluator of policies', () => {
  it('allows what an Allow names and no Deny does, by patterns that span slashes', () => {
    expect(decide([allow], request())).toBe('ALLOWED');
    expect(decide([allow], { ...request(), action: 's3:GetObject' })).toBe('NOT_ALLOWED');
    expect(decide([allow], { ...request(), resource: 'arn:aws:s3:::b/raws' })).toBe('NOT_ALLOWED');
    expect(decide([], request())).toBe('NOT_ALLOWED');
    expect(decide([allow, denyIf(undefined)], request())).toBe('DENIED');
  });

  it.each([
    ['StringEquals', { a: 'x' }, { a: 'x' }, true],
    ['StringEquals', { a: ['x', 'y'] }, { A: 'y' }, true],
    ['StringEquals', { a: 'x' }, {}, false],
    ['StringNotEquals', { a: ['x', 'y'] }, { a: 'y' }, false],
    ['StringNotEquals', { a: 'x' }, {}, true],
    ['StringLike', { a: 'x*' }, { a: 'xyz' }, true],
    ['ArnEquals', { a: 'arn:aws:iam::1:role/r' }, { a: 'arn:aws:iam::1:role/r' }, true],
    ['ArnNotEquals', { a: 'arn:aws:iam::1:role/r' }, { a: 'arn:aws:iam::1:role/r2' }, true],
    ['ArnNotLike', { a: 'arn:aws:iam::1:role/*' }, { a: 'arn:aws:iam::1:role/r2' }, false],
    ['Bool', { a: 'true' }, { a: 'True' }, true],
    ['Bool', { a: 'false' }, {}, false],
    ['NumericLessThan', { a: '1.2' }, { a: '1.1' }, true],
    ['ForAllValues:StringNotLike', { a: '~*' }, { a: '~x' }, false],
    ['ForAllValues:StringNotLike', { a: '~*' }, { a: 'x' }, true],
    ['ForAllValues:StringEquals', { a: 'x' }, {}, true],
    ['Null', { a: 'true' }, {}, true],
    ['Null', { a: 'true' }, { a: '' }, false],
    ['Null', { a: 'false' }, { a: '' }, true],
  ] as const)('%s %j of %j: %s', (operator, keys, context, holds) => {
    const decision = decide([allow, denyIf({ [operator]: keys })], request(context));
    expect(decision).toBe(holds ? 'DENIED' : 'ALLOWED');
  });

  it('wants every operator and every key of a condition', () => {
    const both = denyIf({ Bool: { a: 'true', b: 'true' }, Null: { c: 'true' } });
    expect(decide([allow, both], request({ a: 'true', b: 'true' }))).toBe('DENIED');
    expect(decide([allow, both], request({ a: 'true' }))).toBe('ALLOWED');
    expect(decide([allow, both], request({ a: 'true', b: 'true', c: '' }))).toBe('ALLOWED');
  });

  it('refuses what it does not know instead of passing it over', () => {
    expect(() => decide([denyIf({ DateLessThan: { a: '2026' } })], request())).toThrow(/no operator Date/);
    const notAction = { ...allow, NotResource: 'x' } as PolicyStatement;
    expect(() => decide([notAction], request())).toThrow(/no NotResource/);
    const other = { ...allow, Principal: { Service: 's3.amazonaws.com' } };
    expect(() => decide([other], request())).toThrow(/no principal/);
  });
});
