namespace PrivateLink.Portal.Data.Entities;

/// <summary>Something that the company and its tenant can both switch off. Who did it is kept: what the company switched off is not the tenant's to undo.</summary>
internal interface ISwitched
{
    bool Enabled { get; set; }

    bool SwitchedOffByCompany { get; set; }
}
