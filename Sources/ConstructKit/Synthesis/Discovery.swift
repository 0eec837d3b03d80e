package import BorealisDiagnostics

/// Finds the elements of a stack by walking its stored properties, in the order written.
///
/// Values of properties are not walked: an element that is only referred to belongs to somebody else.
package struct Discovery {
    package struct Found {
        package let element: Element
        package let path: ElementPath
        /// The place that the outermost construct around it lends, else the element's own.
        package let place: Place
    }

    package struct FoundConstruct {
        package let construct: any Construct
        /// The construct's own place.
        package let place: Place?
        /// The place that the outermost construct around it lends, or its own.
        package let lentPlace: Place?
    }

    package struct FoundStack {
        package let stack: any Stack
        package let path: ElementPath
    }

    package private(set) var elements: [Found] = []
    package private(set) var constructs: [FoundConstruct] = []
    /// Those that the root holds; they are not walked.
    package private(set) var stacks: [FoundStack] = []
    package private(set) var problems: [Diagnostic] = []

    /// Swift doesn't tell where a property stands: the file of another element is the nearest to it.
    private var lazyProperties: [(property: String, place: Place?)] = []
    /// The objects on the way from the root: one that holds itself is walked once.
    private var objectsOnPath: Set<ObjectIdentifier> = []
    let rootName: String

    /// Walks a stack, a construct or an app.
    package init(of root: Any) {
        rootName = String(describing: type(of: root))
        walkContents(of: root, at: ElementPath(), lent: nil)
        let file = elements.first.map { Place(file: $0.place.file) }
        problems += lazyProperties.map { .lazyProperty($0.property, place: $0.place ?? file) }
    }

    /// What an app would be found to hold whose only property is a stack.
    init(ofOnly stack: any Stack, named name: String) {
        rootName = String(describing: type(of: stack))
        stacks = [FoundStack(stack: stack, path: ElementPath([.property(name)]))]
    }

    package static func elements(in construct: any Construct) -> [Found] {
        Discovery(of: construct).elements
    }
}

extension Discovery {
    private mutating func walk(_ value: Any, at path: ElementPath, lent: Place?) {
        if let element = value as? Element {
            elements.append(Found(element: element, path: path, place: lent ?? element.place))
        } else {
            walkContents(of: value, at: path, lent: lent)
        }
    }

    /// The commonest shapes come first: to ask whether a type conforms to a protocol costs Swift a search of all
    /// conformances of the program.
    private mutating func walkContents(of value: Any, at path: ElementPath, lent: Place?) {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional:
            for child in mirror.children { walk(child.value, at: path, lent: lent) }
        case .collection where value is any PlainData: break
        case .collection: walkCollection(mirror, at: path, lent: lent)
        case .set: walkSet(mirror, at: path, lent: lent)
        case .dictionary: walkDictionary(mirror, at: path, lent: lent)
        case .tuple: walkTuple(mirror, at: path, lent: lent)
        default: walkNominal(value, mirror, at: path, lent: lent)
        }
    }

    private mutating func walkNominal(_ value: Any, _ mirror: Mirror, at path: ElementPath, lent: Place?) {
        switch value {
        // A type that is both is a stack, which is only referred to.
        case let construct as any Construct where path.components.isEmpty || !(value is any Stack):
            walkProperties(of: value, mirror, as: construct, at: path, lent: lent)
        case is any PlainData, is any PropertyValue, is any BorrowedProperty:
            break
        case let stack as any Stack where !path.components.isEmpty:
            stacks.append(FoundStack(stack: stack, path: path))
        default:
            walkProperties(of: value, mirror, as: nil, at: path, lent: lent)
        }
    }

    private mutating func walkCollection(_ mirror: Mirror, at path: ElementPath, lent: Place?) {
        for (index, child) in mirror.children.enumerated() {
            walk(child.value, at: path.appending(.index(index)), lent: lent)
        }
    }

    private mutating func walkSet(_ mirror: Mirror, at path: ElementPath, lent: Place?) {
        let before = elements.count
        walkCollection(mirror, at: path, lent: lent)
        guard elements.count > before else { return }
        problems.append(.elementInSet(property: "\(rootName).\(path.text)", place: elements[before].place))
    }

    /// By sorted key, so that the order doesn't change from run to run.
    private mutating func walkDictionary(_ mirror: Mirror, at path: ElementPath, lent: Place?) {
        let entries = mirror.children.compactMap { child in
            let pair = Mirror(reflecting: child.value).children.map(\.value)
            return pair.count == 2 ? (key: DictionaryKey(pair[0]), value: pair[1]) : nil
        }
        for entry in entries.sorted(by: { $0.key < $1.key }) {
            walk(entry.value, at: path.appending(.key(entry.key.text)), lent: lent)
        }
    }

    private mutating func walkTuple(_ mirror: Mirror, at path: ElementPath, lent: Place?) {
        for (index, child) in mirror.children.enumerated() {
            let isNamed = child.label.map { !$0.hasPrefix(".") } ?? false
            let component: ElementPath.Component = isNamed ? .property(child.label ?? "") : .index(index)
            walk(child.value, at: path.appending(component), lent: lent)
        }
    }

    /// - Parameter construct: the value itself, where it is one.
    private mutating func walkProperties(
        of value: Any,
        _ mirror: Mirror,
        as construct: (any Construct)?,
        at path: ElementPath,
        lent: Place?
    ) {
        let object = mirror.displayStyle == .class ? ObjectIdentifier(value as AnyObject) : nil
        if let object {
            guard objectsOnPath.insert(object).inserted else { return }
        }
        let children = mirror.inheritedChildren
        let ownPlace = children.lazy.compactMap { $0.value as? Place }.first
        let lent = lent ?? ownPlace
        if let construct {
            constructs.append(FoundConstruct(construct: construct, place: ownPlace, lentPlace: lent))
        }
        var propertiesWithElements = 0
        for child in children {
            let before = elements.count
            walkProperty(child, at: path, lent: lent)
            propertiesWithElements += elements.count > before ? 1 : 0
        }
        if mirror.displayStyle == .struct, propertiesWithElements > 60 {
            let type = String(describing: type(of: value))
            problems.append(.largeStruct(type: type, count: propertiesWithElements, place: lent))
        }
        if let object { objectsOnPath.remove(object) }
    }

    private mutating func walkProperty(_ child: Mirror.Child, at path: ElementPath, lent: Place?) {
        let lazyPrefix = "$__lazy_storage_$_"
        let label = child.label ?? ""
        guard !label.hasPrefix(lazyPrefix) else {
            let property = path.appending(.property(String(label.dropFirst(lazyPrefix.count))))
            lazyProperties.append(("\(rootName).\(property.text)", lent))
            return
        }
        let name = label.hasPrefix("_") ? String(label.dropFirst()) : label
        walk(child.value, at: path.appending(.property(name)), lent: lent)
    }
}

extension Mirror {
    /// A class's inherited properties come first.
    fileprivate var inheritedChildren: [Child] {
        (superclassMirror?.inheritedChildren ?? []) + children
    }
}

/// A key as it sorts: numbers by value, everything else by text.
private struct DictionaryKey: Comparable {
    let text: String
    private let number: Int?

    init(_ key: Any) {
        let content = (key as? AnyHashable)?.base ?? key
        text = String(describing: content)
        number = content as? Int
    }

    static func < (left: DictionaryKey, right: DictionaryKey) -> Bool {
        if let leftNumber = left.number, let rightNumber = right.number {
            return leftNumber < rightNumber
        }
        return left.text < right.text
    }
}
