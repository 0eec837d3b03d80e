package import TemplateModel

/// What a property holds until its template is written: data, references to elements, and calls of functions.
///
/// It is what all typed values have in common; stack authors work with ``Value`` and the types of properties.
///
/// A class, since a struct of one reference needs no functions of its own to be copied: there are thousands of types
/// that hold an expression, and those functions were a tenth of their compile time.
public final class Expression {
    package enum Term {
        case string(String)
        case integer(Int)
        case number(Double)
        case boolean(Bool)
        case list([Expression])
        case map(PropertyBag)
        case reference(Reference)
        case pseudoParameter(String)
        case conditionName(Condition)
        case mappingName(Element)
        case asset(Asset, Asset.Part)
        /// The pieces of an `Fn::Sub`, literal text among them.
        case substitution([Expression])
        case call(Intrinsic, Expression)
    }

    package let term: Term

    package init(_ term: Term) {
        self.term = term
    }
}

/// A `Ref` or an `Fn::GetAtt`, by the element itself.
package struct Reference {
    package let element: Element
    /// Nil for `Ref`.
    package let attribute: String?
    /// Whether the value is a list, which crosses stacks joined by a comma.
    package let isList: Bool
}

extension Expression {
    package static func string(_ text: String) -> Expression { Expression(.string(text)) }
    package static func list(_ items: [Expression]) -> Expression { Expression(.list(items)) }
    package static func map(_ bag: PropertyBag) -> Expression { Expression(.map(bag)) }

    package static func call(_ function: Intrinsic, _ argument: Expression) -> Expression {
        Expression(.call(function, argument))
    }

    package static func call(_ function: Intrinsic, _ arguments: [Expression]) -> Expression {
        Expression(.call(function, .list(arguments)))
    }

    package static func reference(_ element: Element, attribute: String? = nil, isList: Bool = false) -> Expression {
        Expression(.reference(Reference(element: element, attribute: attribute, isList: isList)))
    }
}
