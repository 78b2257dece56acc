import { Stack } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';

interface MonthlyBudgetProps {
  readonly dollars: number;
  readonly email: string;
}

/** In percent of the budget: what was spent, and what AWS expects to be spent by the end of the month. */
const TOLD = [
  { notificationType: 'ACTUAL', threshold: 80 },
  { notificationType: 'FORECASTED', threshold: 100 },
] as const;

/**
 * Tells an address when a month gets dear. It counts the whole account: one of the stack alone would filter by a tag,
 * and AWS counts nothing under a tag that nobody activated for billing, so that it would be silent. It writes to the
 * address itself, which needs no confirmation, and opens the topic to no further service.
 */
export class MonthlyBudget extends Construct {
  constructor(scope: Construct, id: string, { dollars, email }: MonthlyBudgetProps) {
    super(scope, id);
    new CfnBudget(this, 'Budget', {
      budget: {
        budgetName: Stack.of(this).stackName,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: dollars, unit: 'USD' },
      },
      notificationsWithSubscribers: TOLD.map((told) => ({
        notification: { ...told, comparisonOperator: 'GREATER_THAN', thresholdType: 'PERCENTAGE' },
        subscribers: [{ subscriptionType: 'EMAIL', address: email }],
      })),
    });
  }
}
