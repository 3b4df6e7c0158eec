import enArticles from './en/articles.json'
import enBlacklist from './en/blacklist.json'
import enCommon from './en/common.json'
import enConnections from './en/connections.json'
import enDashboard from './en/dashboard.json'
import enEvents from './en/events.json'
import enFailures from './en/failures.json'
import enFindings from './en/findings.json'
import enKinds from './en/kinds.json'
import enLog from './en/log.json'
import enOrder from './en/order.json'
import enOrders from './en/orders.json'
import enPayments from './en/payments.json'
import enProblems from './en/problems.json'
import enProducts from './en/products.json'
import enReasons from './en/reasons.json'
import enRuns from './en/runs.json'
import enShops from './en/shops.json'
import enStock from './en/stock.json'
import enTasks from './en/tasks.json'
import enTerms from './en/terms.json'
import slArticles from './sl/articles.json'
import slBlacklist from './sl/blacklist.json'
import slCommon from './sl/common.json'
import slConnections from './sl/connections.json'
import slDashboard from './sl/dashboard.json'
import slEvents from './sl/events.json'
import slFailures from './sl/failures.json'
import slFindings from './sl/findings.json'
import slKinds from './sl/kinds.json'
import slLog from './sl/log.json'
import slOrder from './sl/order.json'
import slOrders from './sl/orders.json'
import slPayments from './sl/payments.json'
import slProblems from './sl/problems.json'
import slProducts from './sl/products.json'
import slReasons from './sl/reasons.json'
import slRuns from './sl/runs.json'
import slShops from './sl/shops.json'
import slStock from './sl/stock.json'
import slTasks from './sl/tasks.json'
import slTerms from './sl/terms.json'

export const en = {
  articles: enArticles,
  blacklist: enBlacklist,
  common: enCommon,
  connections: enConnections,
  dashboard: enDashboard,
  events: enEvents,
  failures: enFailures,
  findings: enFindings,
  kinds: enKinds,
  log: enLog,
  order: enOrder,
  orders: enOrders,
  payments: enPayments,
  problems: enProblems,
  products: enProducts,
  reasons: enReasons,
  runs: enRuns,
  shops: enShops,
  stock: enStock,
  tasks: enTasks,
  terms: enTerms,
}

export const sl = {
  articles: slArticles,
  blacklist: slBlacklist,
  common: slCommon,
  connections: slConnections,
  dashboard: slDashboard,
  events: slEvents,
  failures: slFailures,
  findings: slFindings,
  kinds: slKinds,
  log: slLog,
  order: slOrder,
  orders: slOrders,
  payments: slPayments,
  problems: slProblems,
  products: slProducts,
  reasons: slReasons,
  runs: slRuns,
  shops: slShops,
  stock: slStock,
  tasks: slTasks,
  terms: slTerms,
}
