import { describe, expect, it } from 'vitest';
import { CliFailure } from '../../../../functions/cli/stack/failure.ts';
import { insist } from '../../../../functions/cli/stack/insist.ts';

function failing(times: number, isPassing: boolean) {
  let asked = 0;
  const ask = async () => {
    asked++;
    if (asked <= times) throw new CliFailure('answer.failed', `failure ${asked}`, [], { isPassing });
    return asked;
  };
  return { ask, asked: () => asked };
}

describe('what passes', () => {
  it('is asked again until it goes well', async () => {
    expect(await insist(failing(3, true).ask, 1)).toBe(4);
  });

  it('is told after four times', async () => {
    const { ask, asked } = failing(9, true);
    await expect(insist(ask, 1)).rejects.toThrow('failure 4');
    expect(asked()).toBe(4);
  });

  it('is not what is refused', async () => {
    const { ask, asked } = failing(1, false);
    await expect(insist(ask, 1)).rejects.toThrow('failure 1');
    expect(asked()).toBe(1);
  });
});
