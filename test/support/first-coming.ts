import type { Coming } from '../../shared/domain/tries/tries.ts';
import type { Ports } from '../../shared/ports.ts';
import { COMPUTED_WITH } from '../../shared/usecases/known/computed-with.ts';

/** Who acts on a message that was never received before, under the code that watch takes to be in force. */
export const firstComing = ({ clock }: Ports, name: string): Coming => ({
  ...{ name, since: clock.now() },
  ...{ isAgain: false, code: COMPUTED_WITH },
});
