// Every operation of the API that the console uses: id, method, path, permission and the query parameters it may carry.
// A test holds each line against the OpenAPI document.
const TABLE = `
listLayouts               GET    /allocation-layouts                           AllocationLayout.find           limit
getFloor                  GET    /allocation-layouts/{id}/floor                AllocationUsage.find
listFreeUnits             GET    /allocation-units/free                        AllocationUsage.find            from to partySize reservationId limit
listUsages                GET    /allocation-usages                            AllocationUsage.find            filter
createUsage               POST   /allocation-usages                            AllocationUsage.create
completeUsages            POST   /allocation-usages/batch/complete             AllocationUsage.complete
transferUsage             POST   /allocation-usages/{id}/transfer              AllocationUsage.transfer
createApproval            POST   /approvals                                    Approval.create
listChannels              GET    /catalogue/channels                           Catalogue.find
listVariants              GET    /catalogue/variants                           Catalogue.find                  limit cursor
listKitchenStations       GET    /kitchen-stations                             KitchenStation.find             limit
updateKitchenStation      PATCH  /kitchen-stations/{id}                        KitchenStation.updateById
getKitchenQueue           GET    /kitchen-stations/{id}/queue                  KitchenTicket.find              limit changedSince
updateKitchenTicketItems  PATCH  /kitchen-ticket-items/status                  KitchenTicketItem.updateStatus
listKitchenTickets        GET    /kitchen-tickets                              KitchenTicket.find              filter stationId status limit
rushKitchenTicket         POST   /kitchen-tickets/{id}/rush                    KitchenTicket.rush
voidKitchenTicket         POST   /kitchen-tickets/{id}/void                    KitchenTicket.void
getMe                     GET    /me                                           SaleOrder.find
listPeople                GET    /people                                       SaleOrder.find                  ids
listAuditEntries          GET    /operations/audit                             Operations.audit                action actor saleOrderId requestId limit
getKafkaState             GET    /operations/kafka                             Operations.kafka
cancelStuckOrder          POST   /operations/orders/{id}/cancel-stuck          Operations.cancelStuck
completeOrder             POST   /operations/orders/{id}/complete              Operations.complete
recomputeOrder            POST   /operations/orders/{id}/recompute             Operations.recompute            dryRun
replayPayment             POST   /operations/orders/{id}/replay-payment-success Operations.replayPayment
verifyPayments            POST   /operations/orders/{id}/verify-payments       Operations.verifyPayments
listOutboxMessages        GET    /operations/outbox                            Operations.outbox               status limit
parkOutboxMessage         POST   /operations/outbox/{id}/park                  Operations.outboxPark
retryOutboxMessage        POST   /operations/outbox/{id}/retry                 Operations.outboxRetry
getOverview               GET    /operations/overview                          Operations.overview
getStreamState            GET    /operations/stream                            Operations.stream
listWebhooks              GET    /operations/webhooks                          Operations.webhooks             outcome limit
replayWebhook             POST   /operations/webhooks/{id}/replay              Operations.webhookReplay
listRefunds               GET    /refunds                                      SaleOrder.refund                status newest limit cursor
resolveRefund             POST   /refunds/{id}/resolve                         SaleOrder.refund
retryRefund               POST   /refunds/{id}/retry                           SaleOrder.refund
listPaymentReviews        GET    /payment-reviews                              PaymentReview.find              status limit
resolvePaymentReview      POST   /payment-reviews/{id}/resolve                 PaymentReview.resolve
listSessions              GET    /pos/sessions                                 Shift.list                      status limit
openSession               POST   /pos/sessions                                 Shift.openSession
getCurrentSession         GET    /pos/sessions/current                         Shift.getCurrent                deviceId
listCashMovements         GET    /pos/sessions/{id}/cash-movements             Shift.moveCash
createCashMovement        POST   /pos/sessions/{id}/cash-movements             Shift.moveCash
createNoSale              POST   /pos/sessions/{id}/no-sale                    Shift.noSale
closeSession              POST   /pos/sessions/{id}/close                      Shift.closeSession
getXReport                GET    /pos/sessions/{id}/x-report                   Shift.xReport
getZReport                GET    /pos/sessions/{id}/z-report                   Shift.zReport
getReportByCategory       GET    /reports/sales/by-category                    SalesReport.byCategory          from to
getReportByProduct        GET    /reports/sales/by-product                     SalesReport.byProduct           from to
getDiscountsReport        GET    /reports/sales/discounts                      SalesReport.discounts           from to
getExceptionsReport       GET    /reports/sales/exceptions                     SalesReport.exceptions          from to
getHourlyReport           GET    /reports/sales/hourly                         SalesReport.hourly              from to
getKitchenReport          GET    /reports/sales/kitchen                        SalesReport.kitchen             from to
getPaymentMethodsReport   GET    /reports/sales/payment-methods                SalesReport.paymentMethods      from to
getStaffReport            GET    /reports/sales/staff                          SalesReport.staff               from to
getSummaryReport          GET    /reports/sales/summary                        SalesReport.dailySummary        from to
getTipsReport             GET    /reports/sales/tips                           SalesReport.tips                from to
listReservations          GET    /reservations                                 Reservation.find                filter
createReservation         POST   /reservations                                 Reservation.create
updateReservation         PATCH  /reservations/{id}                            Reservation.updateById
cancelReservation         POST   /reservations/{id}/cancel                     Reservation.cancel
checkInReservation        POST   /reservations/{id}/check-in                   Reservation.checkIn
confirmReservation        POST   /reservations/{id}/confirm                    Reservation.updateById
listOrders                GET    /sale-orders                                  SaleOrder.find                  status filter limit cursor
createOrder               POST   /sale-orders                                  SaleOrder.create
deleteOrder               DELETE /sale-orders/{id}                             SaleOrder.deleteById
getOrder                  GET    /sale-orders/{id}                             SaleOrder.findById              include
updateOrder               PATCH  /sale-orders/{id}                             SaleOrder.updateById
createAdjustment          POST   /sale-orders/{id}/adjustments                 SaleOrder.discount
removeAdjustment          DELETE /sale-orders/{id}/adjustments/{adjustmentId}  SaleOrder.discount
cancelOrder               POST   /sale-orders/{id}/cancel                      SaleOrder.cancel
waiveCharge               POST   /sale-orders/{id}/charges/{code}/waive        SaleOrder.waiveCharge
restoreCharge             DELETE /sale-orders/{id}/charges/{code}/waive        SaleOrder.waiveCharge
checkOutOrder             POST   /sale-orders/{id}/checkout                    SaleOrder.checkout
deleteChecks              DELETE /sale-orders/{id}/checks                      SaleCheck.rollback
createChecks              POST   /sale-orders/{id}/checks                      SaleCheck.create
getOrderHistory           GET    /sale-orders/{id}/history                     SaleOrder.history               limit cursor
addItems                  POST   /sale-orders/{id}/items                       SaleOrderItem.create
removeItem                DELETE /sale-orders/{id}/items/{itemId}              SaleOrderItem.deleteById        reason
updateItem                PATCH  /sale-orders/{id}/items/{itemId}              SaleOrderItem.updateById
createKitchenTickets      POST   /sale-orders/{id}/kitchen-tickets             KitchenTicket.send
mergeOrders               POST   /sale-orders/{id}/merge                       SaleOrder.merge                 dryRun
undoMerge                 POST   /sale-orders/{id}/merge/rollback              SaleOrder.rollbackMerge         dryRun
addCashPayment            POST   /sale-orders/{id}/payments/cash               SaleOrder.takeCash
updateTip                 PUT    /sale-orders/{id}/payments/{attemptUid}/tip   SaleOrder.tip
previewPrice              POST   /sale-orders/{id}/pricing-preview             SaleOrder.previewPricing
getOrderProof             GET    /sale-orders/{id}/proof                       SaleOrder.history               limit
createReturn              POST   /sale-orders/{id}/returns                     SaleOrder.return                dryRun
revertOrder               POST   /sale-orders/{id}/revert                      SaleOrder.revert
splitOrder                POST   /sale-orders/{id}/split                       SaleOrder.split                 dryRun
undoSplit                 POST   /sale-orders/{id}/split/rollback              SaleOrder.rollbackSplit         dryRun
getSettings               GET    /settings                                     Setting.find
`;

export const OPERATIONS = new Map(
  TABLE.trim().split('\n').map(line => {
    const [id, method, path, permission, ...query] = line.split(/\s+/);
    return [id, {id, method, path, permission, query: new Set(query)}];
  }));
