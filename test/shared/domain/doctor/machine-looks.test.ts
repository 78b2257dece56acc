import { describe, expect, it } from 'vitest';
import { memoryLook, nodeLook } from '../../../../shared/domain/doctor/machine-looks.ts';

describe('nodeLook', () => {
  it.each(['v24.0.0', 'v24.21.0', 'v26.1.0'])('is content with %s', (version) => {
    expect(nodeLook(version)).toMatchObject({ verdict: 'OK', found: expect.stringContaining(version) });
  });

  it.each(['v18.20.4', 'v22.18.0', 'unknown'])('says of %s what starts a newer one', (version) => {
    expect(nodeLook(version)).toEqual({
      what: 'Node',
      verdict: 'WRONG',
      found: `this command runs on Node ${version}; expected 24 or newer`,
      mend: 'run ./howship, which starts the Node that npm ci brought; on a Node before 20 install a newer one first',
    });
  });
});

describe('memoryLook', () => {
  it('is content from the memory on that a stack takes', () => {
    expect(memoryLook(3000)).toMatchObject({
      verdict: 'OK',
      found: '3000 MB are free; a stack takes up to 3000 MB',
    });
    expect(memoryLook(2999.9)).toMatchObject({
      verdict: 'CARE',
      mend: expect.stringContaining('end other programs'),
    });
  });
});
