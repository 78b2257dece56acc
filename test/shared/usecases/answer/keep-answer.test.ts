import { expect, it } from 'vitest';
import { keepAnswer } from '../../../../shared/usecases/answer/keep-answer.ts';
import { memoryPorts } from '../../../support/memory-ports.ts';

it('an answer is kept under its content: the same bytes are one object, others another', async () => {
  const memory = memoryPorts();
  const link = await keepAnswer(memory, Buffer.from('a long answer'), 'text/csv');
  expect(await keepAnswer(memory, Buffer.from('a long answer'), 'text/csv')).toBe(link);
  expect(await keepAnswer(memory, Buffer.from('another'), 'text/csv')).not.toBe(link);
  expect([...memory.archive.objects.keys()]).toHaveLength(2);
  expect(await memory.archive.read(link.replace('memory:', ''))).toEqual(Buffer.from('a long answer'));
});
