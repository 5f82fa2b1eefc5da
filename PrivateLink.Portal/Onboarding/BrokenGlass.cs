namespace PrivateLink.Portal.Onboarding;

/// <summary>An enforced host that somebody put back to Monitor in an emergency, as everybody concerned is told.</summary>
/// <param name="By">Who did it.</param>
/// <param name="ByCompany">Whether it was the company, and not the tenant itself.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why, in that person's words.</param>
/// <param name="IsOpen">Whether the host is still in Monitor because of it.</param>
/// <param name="UndoUntil">Until when one press enforces it again; null when that is over, or something else has changed the mode.</param>
public sealed record BrokenGlass(Guid ResourceId, string Host, string Tenant, string By, bool ByCompany, DateTime At, string Reason, bool IsOpen, DateTime? UndoUntil)
{
    /// <summary>The person, as the tenant knows them.</summary>
    public string Who => ByCompany ? $"{By} of the company" : By;
}
