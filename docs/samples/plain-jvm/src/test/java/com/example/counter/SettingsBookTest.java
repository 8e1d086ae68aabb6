package com.example.counter;

import nx.sale.domain.contract.SettingsContract;

/** The host's own store keeps the contract of its port. */
class SettingsBookTest extends SettingsContract {
    SettingsBookTest() {
        super(new Stores(new OneAtATime(), new SettingsBook()));
    }
}
