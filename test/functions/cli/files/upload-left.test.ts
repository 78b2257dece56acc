import { expect, it } from 'vitest';
import { type UploadStage, uploadLeftText } from '../../../../functions/cli/files/upload-left.ts';

const ended = (stage: UploadStage, isDryRun = false) =>
  uploadLeftText({ fileName: 'fu1.csv', experiment: 'rr1', stage, isDryRun });

it.each([
  [{ at: 'READING' }, 'Nothing of fu1.csv was sent. Run the same command again.'],
  [
    { at: 'SENDING', id: 'd000001', isInParts: false },
    'fu1.csv (d000001) has not arrived whole: none of it counts, and nothing else is touched. Run the same command again: it sends the file anew.',
  ],
  [
    { at: 'SENDING', id: 'd000001', isInParts: true },
    'fu1.csv (d000001) has not arrived whole: none of it counts, and nothing else is touched. The parts that arrived are kept: run the same command again, and it sends the others.',
  ],
  [
    { at: 'SENT', id: 'd000001' },
    'fu1.csv (d000001) is whole on the stack, which takes it in without this command. To see how it went: ./howship receipt d000001 -e rr1',
  ],
] as const)('says what is safe and how it goes on: %j', (stage, sentence) => {
  expect(ended(stage)).toBe(sentence);
});

it('says of a dry run that nothing is taken in', () => {
  expect(ended({ at: 'SENT', id: 'd000001' }, true)).toBe(
    'It was a dry run: nothing of fu1.csv is taken in. Run the same command again.',
  );
});
