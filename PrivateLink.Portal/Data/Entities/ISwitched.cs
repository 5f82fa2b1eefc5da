namespace PrivateLink.Portal.Data.Entities;

/// <summary>
/// Something that both the company and its tenant can disable. The row records who disabled it: a tenant cannot enable what the company disabled.
/// </summary>
internal interface ISwitched
{
    bool Enabled { get; set; }

    bool SwitchedOffByCompany { get; set; }
}
