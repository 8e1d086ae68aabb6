// Every operation of the API that the console uses: id, method, path, permission and the query parameters it may carry.
// A test holds each line against the OpenAPI document.
const TABLE = `
listLayouts               GET    /allocation-layouts                           AllocationLayout.find           limit
getFloor                  GET    /allocation-layouts/{id}/floor                AllocationUsage.find
createUsage               POST   /allocation-usages                            AllocationUsage.create
completeUsages            POST   /allocation-usages/batch/complete             AllocationUsage.complete
transferUsage             POST   /allocation-usages/{id}/transfer              AllocationUsage.transfer
createApproval            POST   /approvals                                    Approval.create
listChannels              GET    /catalogue/channels                           Catalogue.find
listVariants              GET    /catalogue/variants                           Catalogue.find                  limit cursor
listKitchenStations       GET    /kitchen-stations                             KitchenStation.find             limit
getKitchenQueue           GET    /kitchen-stations/{id}/queue                  KitchenTicket.find              limit
updateKitchenTicketItems  PATCH  /kitchen-ticket-items/status                  KitchenTicketItem.updateStatus
listKitchenTickets        GET    /kitchen-tickets                              KitchenTicket.find              filter stationId status limit
rushKitchenTicket         POST   /kitchen-tickets/{id}/rush                    KitchenTicket.rush
voidKitchenTicket         POST   /kitchen-tickets/{id}/void                    KitchenTicket.void
getMe                     GET    /me                                           SaleOrder.find
checkInReservation        POST   /reservations/{id}/check-in                   Reservation.checkIn
listOrders                GET    /sale-orders                                  SaleOrder.find                  status filter limit cursor
createOrder               POST   /sale-orders                                  SaleOrder.create
deleteOrder               DELETE /sale-orders/{id}                             SaleOrder.deleteById
getOrder                  GET    /sale-orders/{id}                             SaleOrder.findById              include
updateOrder               PATCH  /sale-orders/{id}                             SaleOrder.updateById
cancelOrder               POST   /sale-orders/{id}/cancel                      SaleOrder.cancel
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
previewPrice              POST   /sale-orders/{id}/pricing-preview             SaleOrder.previewPricing
getOrderProof             GET    /sale-orders/{id}/proof                       SaleOrder.history               limit
revertOrder               POST   /sale-orders/{id}/revert                      SaleOrder.revert
splitOrder                POST   /sale-orders/{id}/split                       SaleOrder.split                 dryRun
undoSplit                 POST   /sale-orders/{id}/split/rollback              SaleOrder.rollbackSplit         dryRun
`;

export const OPERATIONS = new Map(
  TABLE.trim().split('\n').map(line => {
    const [id, method, path, permission, ...query] = line.split(/\s+/);
    return [id, {id, method, path, permission, query: new Set(query)}];
  }));
