// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub replaces them, not JavaScript.
import { describe, expect, it } from 'vitest';
import { type References, resolve } from '../../../../cdk/local/plan/intrinsics.ts';

const references: References = {
  ref: (name) =>
    new Map([
      ['AWS::Region', 'here'],
      ['Queue', 'http://queue'],
    ]).get(name) ?? null,
  attribute: (id, attribute) => (id === 'Queue' && attribute === 'Arn' ? 'arn:queue' : null),
};

describe('resolve', () => {
  it.each([
    ['a reference', { Ref: 'Queue' }, 'http://queue'],
    ['a pseudo parameter', { Ref: 'AWS::Region' }, 'here'],
    ['an attribute', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'arn:queue'],
    ['a join, with what stands in it', { 'Fn::Join': ['/', ['a', { Ref: 'Queue' }, 1]] }, 'a/http://queue/1'],
    [
      'a substitution',
      { 'Fn::Sub': '${Queue} ${Queue.Arn} ${AWS::Region} ${!Kept}' },
      'http://queue arn:queue here ${Kept}',
    ],
    ['what stands deep', { a: [{ b: { Ref: 'Queue' } }] }, { a: [{ b: 'http://queue' }] }],
    [
      'what is no intrinsic',
      { a: 0, b: null, c: '', d: false, e: {} },
      { a: 0, b: null, c: '', d: false, e: {} },
    ],
  ])('replaces %s', (_, value, expected) => {
    expect(resolve(value, references, 'here')).toEqual(expected);
  });

  it.each([
    [{ 'Fn::Select': [0, ['a']] }, /here\.p: .*Fn::Select/],
    [{ 'Fn::GetAtt': 'Queue.Arn' }, /here\.p: .*Fn::GetAtt/],
    [{ Ref: 'Queue', extra: 1 }, /here\.p: .*extra/],
    [{ 'Fn::Join': ['-'] }, /here\.p: Fn::Join expects/],
    [{ 'Fn::Join': ['-', 'text'] }, /here\.p: Fn::Join expects/],
    [{ 'Fn::Sub': '${Nobody.Arn}' }, /here\.p refers to Nobody\.Arn/],
    [{ Ref: 'Nobody' }, /here\.p refers to Nobody/],
    [{ Condition: 'c' }, /here\.p: .*Condition/],
  ])('refuses %j with its place', (value, message) => {
    expect(() => resolve({ p: value }, references, 'here')).toThrow(message);
  });
});
