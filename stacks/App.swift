import Borealis

/// Our own stacks; the names of the properties are the names of the stacks.
@main
struct Stacks: App {
    let database = DatabaseStack()
}
