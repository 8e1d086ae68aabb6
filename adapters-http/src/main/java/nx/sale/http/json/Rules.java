package nx.sale.http.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.function.Supplier;

/** The rules a field of a request body can carry; {@link BodyReader} enforces them and the OpenAPI document shows them. */
public final class Rules {
    private Rules() {}

    /** The record is a JSON merge patch: absent stays, null removes, and what cannot be removed refuses null (REQUEST-5). */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    public @interface Patch {}

    /** A body that the service takes; the OpenAPI document shows it. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @Repeatable(Examples.class)
    public @interface Example {
        String value();

        String name() default "typical";
    }

    /** Several of them. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    public @interface Examples {
        Example[] value();
    }

    /** Longest text; without it 200 characters. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Text {
        int max() default 200;
    }

    /** Smallest and largest whole number. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Between {
        int min();

        int max();
    }

    /** How many elements; without it 1 to 100. An optional list that needs some and has none counts as absent. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Size {
        int min() default 1;

        int max() default 100;
    }

    /** Zero is allowed for this quantity. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface ZeroAllowed {}

    /** This amount may not be below zero. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface NotNegative {}

    /** This amount is above zero. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Positive {
        /** Whether the domain refuses another one, with a code of its own. */
        boolean byDomain() default false;
    }

    /** The text, or each name of the object, is the code of a currency, ISO 4217. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Currency {}

    /** Most digits of a decimal before and after the point; without it 11 and 4, as a column for money has. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Digits {
        int whole() default 11;

        int decimals() default 4;
    }

    /** The body is one of several kinds, told apart by this field; {@link Of} says which fields are of which kind. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    public @interface Kinds {
        String by();
    }

    /** The field is of these kinds of the body only. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Of {
        String[] value();

        /** Whether these kinds cannot do without it. */
        boolean needed() default false;
    }

    /** The text is the name of one of these. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface OneOf {
        Class<? extends Enum<?>> value();
    }

    /** The text is one of these. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Words {
        String[] value();
    }

    /** The text is a day, without a time. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Day {}

    /** The text is one of these, which are said elsewhere. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    public @interface Known {
        Class<? extends Supplier<List<String>>> value();

        /** Whether it may be another, that somebody else made up: the document names those that are known. */
        boolean others() default false;
    }

    /** What a field means, or what is answered with a record, for the OpenAPI document. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
    public @interface Means {
        String value();

        /** It will be removed, and the text says what to use instead. */
        boolean deprecated() default false;
    }
}
