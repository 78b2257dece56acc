/** Parameters that several routes share. */
import * as z from 'zod';
import { identifier } from '../../../shared/contract/wire.ts';

export const NOTHING = z.strictObject({});

export const inExperiment = z.object({ experiment: identifier });

export const inDownlink = z.object({ experiment: identifier, downlink: identifier });
