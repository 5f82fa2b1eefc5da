namespace PrivateLink.Portal.Onboarding;

/// <summary>An enforced host that a person returned to Monitor in an emergency, as the people concerned see it.</summary>
/// <param name="By">The person who did it.</param>
/// <param name="ByCompany">Whether the company did it, and not the tenant.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why, in that person's words.</param>
/// <param name="IsOpen">Whether the host is still in Monitor because of it.</param>
/// <param name="UndoUntil">Until when the host can be enforced again without a trial; null when that time is over, or when the mode has changed since.</param>
public sealed record BrokenGlass(Guid ResourceId, string Host, string Tenant, string By, bool ByCompany, DateTime At, string Reason, bool IsOpen, DateTime? UndoUntil)
{
    /// <summary>The person, in the words that the tenant sees.</summary>
    public string Who => ByCompany ? $"{By} of the company" : By;
}
