using PrivateLink.Portal.Access;

namespace PrivateLink.Portal.Demonstration;

/// <summary>A role that anyone can try in the demonstration.</summary>
/// <param name="Title">One word for it, as the console and the sign-in page show it.</param>
/// <param name="CompanyRole">Null for a customer.</param>
/// <param name="Sees">What this person can see, in a sentence.</param>
public sealed record DemoPart(string Title, string Name, string Email, CompanyRole? CompanyRole, string Sees)
{
    public static IReadOnlyList<DemoPart> All { get; } =
    [
        new("Operator", "Olga Operator", DemoNames.OperatorEmail, Access.CompanyRole.Operator,
            "Every connection of every customer as it is decided, with its reason."),
        new("Customer", "Mia of Megacorp", DemoNames.MegacorpOwnerEmail, CompanyRole: null,
            "Megacorp's own hosts and connections, and the wizard that connects a cloud network to them."),
        new("Administrator", "Ada Administrator", DemoNames.AdministratorEmail, Access.CompanyRole.Administrator,
            "Everything an operator sees, plus all people and their roles."),
    ];
}
