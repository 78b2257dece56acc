/** docs/promises.md#p2: whatever came, left, came again or was read again, answers are those of what is in force. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CourseOutcome, courseOutcome } from '../support/course-stack.ts';
import { courses } from '../support/courses.ts';

/** `npm run campaign:arrivals` takes hundreds. */
const COURSES = 30;
const SEED = 1;

it('any order of arrival, withdrawal, rereading and sending again ends as what is in force', {
  timeout: 180_000,
}, async () => {
  const outcomes: CourseOutcome[] = [];
  const property = fc.asyncProperty(courses, async (course) => {
    const outcome = await courseOutcome(course);
    outcomes.push(outcome);
    expect(outcome.difference).toBeNull();
  });
  await fc.assert(property, { numRuns: COURSES, seed: SEED });
  expect(outcomes.filter(({ isMerged }) => isMerged).length).toBeGreaterThan(COURSES / 4);
  expect(outcomes.filter(({ died }) => died > 0).length).toBeGreaterThan(COURSES / 4);
});
