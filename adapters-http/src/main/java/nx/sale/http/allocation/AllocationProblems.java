package nx.sale.http.allocation;

import nx.sale.domain.allocation.AllocationError;
import nx.sale.http.problem.Wall;
import nx.sale.http.problem.Words;

/** Status and words of refusals about units and who uses them. */
public final class AllocationProblems {
    private AllocationProblems() {}

    public static Words words(AllocationError error, Wall wall) {
        return switch (error) {
            case AllocationError.LayoutNotFound e ->
                new Words(404, "Layout not found", "There is no layout " + e.layoutId() + ".");
            case AllocationError.ZoneNotFound e ->
                new Words(422, "Unknown zone", "There is no zone " + e.zoneId() + ".");
            case AllocationError.UnitNotFound e ->
                new Words(422, "Unknown unit", "There is no unit " + e.unitId() + ".");
            case AllocationError.UnitCodeTwice e ->
                new Words(422, "Code used twice", "Two units would have the code " + e.unitCode() + ".");
            case AllocationError.UnitInUse e ->
                new Words(409, "The unit is in use", "Somebody has unit " + e.unitCode() + ": it stays as it is.");
            case AllocationError.UnitTaken e ->
                new Words(
                        409,
                        "The unit is taken",
                        "Unit " + e.unitCode() + " is taken from " + wall.shows(e.takenFrom()) + " until "
                                + wall.shows(e.takenUntil()) + " by " + e.usageType() + " " + e.usageId()
                                + ". It is free from " + wall.shows(e.nextFreeAt()) + ".");
            case AllocationError.UsageNotFound e ->
                new Words(404, "Usage not found", "There is no usage " + e.allocationUsageId() + ".");
            case AllocationError.UsageEnded e ->
                new Words(
                        409,
                        "Not possible in this status",
                        "Usage " + e.allocationUsageId() + " is " + e.usageStatus() + ".");
            case AllocationError.UsageActive e ->
                new Words(
                        409, "The usage is not over", "Complete or cancel usage " + e.allocationUsageId() + " first.");
            case AllocationError.WindowOver e ->
                new Words(422, "The time is over", wall.shows(e.endsAt()) + " has passed.");
            case AllocationError.WindowTooLong e ->
                new Words(422, "Too long", "A unit is taken for at most " + e.mostDays() + " days at once.");
            case AllocationError.WindowEmpty e ->
                new Words(
                        422,
                        "The time ends before it begins",
                        wall.shows(e.endsAt()) + " is not after " + wall.shows(e.startsAt()) + ".");
        };
    }
}
