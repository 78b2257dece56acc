import { healthSchema } from '../../../shared/contract/health.ts';
import type { Api } from '../http/api.ts';

export function healthRoutes(api: Api): void {
  api.hono.get('/v1/health', (context) => context.json(healthSchema.parse({ status: 'UP' })));
}
