/** A day of a pair of 32 channels at 10 Hz. */
import { denseBucketRow } from '../dense-bucket-row.ts';

export default denseBucketRow({
  experiment: 'bucket-32-channels',
  channels: 32,
  hertz: 10,
  storage: 'decimal(2)',
});
