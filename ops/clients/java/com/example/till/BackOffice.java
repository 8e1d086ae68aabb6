package com.example.till;

import static com.example.till.Till.check;

import com.example.sale.ApiException;
import com.example.sale.api.SaleApi;
import com.example.sale.api.SaleApi.*;
import com.example.sale.model.*;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Changes of one thing, with the generated client: what is not named stays. */
final class BackOffice {
    private final String merchant;
    private final SaleApi manager;
    private final SaleApi owner;

    BackOffice(String merchant, SaleApi manager, SaleApi owner) {
        this.merchant = merchant;
        this.manager = manager;
        this.owner = owner;
    }

    void changeOneThingOfEach(String table) throws ApiException, InterruptedException {
        moveReservation(table);
        renameStation();
        changeSetting();
    }

    /** A change has one field; the tables are not given, and stay. */
    private void moveReservation(String table) throws ApiException, InterruptedException {
        OffsetDateTime evening = OffsetDateTime.now(ZoneOffset.UTC).plusDays(40).truncatedTo(ChronoUnit.HOURS);
        ReservationBody booked = Once.send(key -> manager.createReservation(APICreateReservationRequest.newBuilder()
                .xMerchantId(merchant)
                .idempotencyKey(key)
                .reservationAsk(new ReservationAsk()
                        .guestName("Lan")
                        .partySize(2)
                        .reservedFrom(evening)
                        .addUnitIdsItem(table))
                .build()));
        ReservationBody changed = Once.send(key -> manager.updateReservation(APIUpdateReservationRequest.newBuilder()
                .id(booked.getId())
                .xMerchantId(merchant)
                .idempotencyKey(key)
                .reservationChange(new ReservationChange().note("a quiet table"))
                .build()));
        check(
                "a reservation with another note keeps its table and its guests",
                changed.getNote().equals("a quiet table")
                        && changed.getPartySize() == 2
                        && changed.getReservedFrom().isEqual(evening)
                        && changed.getUsages().size() == 1
                        && changed.getUsages().getFirst().getUnitId().equals(table));
    }

    private void renameStation() throws ApiException, InterruptedException {
        KitchenStation bar = Once.send(key -> manager.createKitchenStation(APICreateKitchenStationRequest.newBuilder()
                .xMerchantId(merchant)
                .idempotencyKey(key)
                .kitchenOpenStation(new KitchenOpenStation().code("JAVA").name("Bar").addCategoriesItem("coffee"))
                .build()));
        KitchenStation changed =
                Once.send(key -> manager.updateKitchenStation(APIUpdateKitchenStationRequest.newBuilder()
                        .id(bar.getId())
                        .xMerchantId(merchant)
                        .idempotencyKey(key)
                        .kitchenDescribeStation(new KitchenDescribeStation().name("Bar upstairs"))
                        .build()));
        check(
                "a station with another name keeps its categories",
                changed.getName().equals("Bar upstairs")
                        && changed.getCode().equals("JAVA")
                        && changed.getCategories().equals(List.of("coffee")));
    }

    private void changeSetting() throws ApiException, InterruptedException {
        SettingsView charged = settings(new SettingsChange()
                .addServiceChargesItem(new MoneyRulesCharge()
                        .code("SERVICE")
                        .name("Service")
                        .kind(ServiceChargeKind.PERCENT)
                        .value(new BigDecimal("5"))
                        .taxRate(BigDecimal.ZERO)));
        SettingsView changed = settings(new SettingsChange().turnMinutes(75));
        check(
                "settings with another turn keep their service charges",
                changed.getTurnMinutes() == 75 && changed.getServiceCharges().equals(charged.getServiceCharges()));
        check("nothing else of the settings changed", changed.turnMinutes(charged.getTurnMinutes())
                .revision(charged.getRevision())
                .equals(charged));
        SettingsView before = settings(
                new SettingsChange().turnMinutes(charged.getTurnMinutes().intValue()).serviceCharges(List.of()));
        check("an empty list removes them", before.getServiceCharges().isEmpty());
    }

    private SettingsView settings(SettingsChange change) throws ApiException, InterruptedException {
        return Once.send(key -> owner.updateSettings(APIUpdateSettingsRequest.newBuilder()
                .xMerchantId(merchant)
                .idempotencyKey(key)
                .settingsChange(change)
                .build()));
    }
}
